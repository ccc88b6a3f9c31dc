package dev.understudy.routing;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static dev.understudy.routing.Eventually.eventually;
import static dev.understudy.routing.Timed.NONE;
import static dev.understudy.routing.Timed.millis;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Attempts that are given up leave no thread behind.
 */
class ThreadLeakTests {

	private static final int CALLERS = 20;

	private static final int CALLS = 500;

	private static final int MOST = 16;

	private final EngineThreads threads = new EngineThreads();

	private final AtomicInteger away = new AtomicInteger();

	private final Understudy understudy = Timed.models("a")
		.chain(Timed.chain(millis(3), NONE, "a").withRungs(List.of(TextRung.of("sorry"))))
		.context(this::counting)
		.mostAbandoned(MOST)
		.build();

	private final LiveModel live = Timed.live(this.understudy, "a");

	@AfterEach
	void close() {
		this.understudy.close();
	}

	@Test
	@Tag("slow")
	void tenThousandTimedOutAttemptsLeaveNoThreadBehind() throws Exception {
		Hang hang = new Hang();
		List<Caller<Void>> callers = new ArrayList<>();
		for (int i = 0; i < CALLERS; i++) {
			callers.add(Caller.calling(() -> {
				for (int j = 0; j < CALLS; j++) {
					assertThat(call(hang::interruptibly)).isEqualTo("sorry");
					assertThat(Thread.currentThread().isInterrupted()).isFalse();
				}
				return null;
			}));
		}
		for (Caller<Void> caller : callers) {
			caller.answer();
		}
		assertNobodyIsLeft(2 * CALLERS);
	}

	@Test
	void clientsThatIgnoreInterruptsHoldNoMoreThreadsThanMayBeAndGiveThemBack() {
		Hang hang = new Hang();
		// An attempt whose thread comes too late for its timeout does not reach the
		// client.
		eventually("as many as may be are with the client", () -> {
			assertThat(call(hang::stubbornly)).isEqualTo("sorry");
			return this.away.get() == MOST;
		});
		IntStream.range(0, 2 * MOST).forEach((i) -> assertThat(call(hang::stubbornly)).isEqualTo("sorry"));
		assertThat(this.live.abandoned().count()).isEqualTo(MOST);
		assertThat(this.away).hasValue(MOST);
		hang.letGo();
		assertNobodyIsLeft(2 * MOST);
	}

	private String call(Client client) {
		return this.understudy.router().chain("chain").answers(String.class).call((model) -> client.answer());
	}

	private void assertNobodyIsLeft(int mostIdle) {
		eventually("every attempt has left its thread", () -> this.away.get() == 0);
		eventually("no attempt is counted as given up", () -> this.live.abandoned().count() == 0);
		assertThat(this.live.health().statistics().running()).isZero();
		eventually("few threads are kept for a while", () -> this.threads.count() <= mostIdle);
		this.understudy.close();
		eventually("no thread is left", () -> this.threads.count() == 0);
	}

	private ContextCarrier.Luggage counting() {
		return () -> {
			this.away.incrementAndGet();
			return this.away::decrementAndGet;
		};
	}

	@FunctionalInterface
	private interface Client {

		String answer() throws Exception;

	}

}
