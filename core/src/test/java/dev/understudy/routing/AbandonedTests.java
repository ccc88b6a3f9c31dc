package dev.understudy.routing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import dev.understudy.CurrentModel;
import dev.understudy.Routed;
import dev.understudy.Usage;
import dev.understudy.health.VirtualTicker;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static dev.understudy.routing.Eventually.eventually;
import static dev.understudy.routing.Timed.NONE;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * What becomes of attempts whose client does not return.
 */
class AbandonedTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(30);

	private static final int MOST = 3;

	private final VirtualTicker ticker = new VirtualTicker();

	private final VirtualTimer timer = new VirtualTimer(this.ticker);

	private final Understudy understudy = Timed.models("a", "b")
		.chain(Timed.chain(TIMEOUT, NONE, "a", "b"))
		.ticker(this.ticker)
		.timer(this.timer)
		.mostAbandoned(MOST)
		.build();

	private final LiveModel live = Timed.live(this.understudy, "a");

	@AfterEach
	void close() {
		this.understudy.close();
	}

	@Test
	void modelWithTooManyOfThemIsSkippedUntilOneReturns() throws Exception {
		List<Hang> hangs = new ArrayList<>();
		try (LogCapture log = new LogCapture("dev.understudy.routing")) {
			for (int i = 1; i <= MOST; i++) {
				assertThat(log.lines()).isEmpty();
				Hang hang = new Hang();
				hangs.add(hang);
				assertThat(abandon(hang).value()).isEqualTo("b");
				assertThat(this.live.abandoned().count()).isEqualTo(i);
				assertThat(this.live.health().statistics().running()).isZero();
			}
			eventually("the log says so", () -> !log.lines().isEmpty());
			assertThat(log.lines()).singleElement()
				.asString()
				.startsWith("WARN Model 'a' gets no attempts while " + MOST + " that were given up");
		}
		Routed<String> skipping = this.understudy.router().route("chain", (model) -> model.id());
		assertThat(skipping.value()).isEqualTo("b");
		assertThat(skipping.skipped()).containsEntry("a", Set.of("CONCURRENCY"));
		assertThat(this.understudy.registry().explain("chain").skipped()).containsEntry("a", Set.of("CONCURRENCY"));
		assertThat(this.understudy.registry().explain("chain").busy()).isEmpty();
		hangs.get(0).letGo();
		eventually("one is gone", () -> this.live.abandoned().count() == MOST - 1);
		assertThat(this.understudy.router().<String>call("chain", (model) -> model.id())).isEqualTo("a");
		hangs.forEach(Hang::letGo);
		eventually("all are gone", () -> this.live.abandoned().count() == 0);
	}

	@Test
	void countsAgainstTheBoundUntilItsClientReturns() throws Exception {
		this.understudy.perform(new Repertoire(List.of(Stage.model("a").withMaxConcurrent(1), Stage.model("b")),
				List.of(Timed.chain(TIMEOUT, NONE, "a", "b"))));
		LiveModel bounded = Timed.live(this.understudy, "a");
		try (Hang hang = new Hang()) {
			abandon(hang);
			assertThat(bounded.permits().free()).isFalse();
			Routed<String> skipping = this.understudy.router().route("chain", (model) -> model.id());
			assertThat(skipping.value()).isEqualTo("b");
			assertThat(skipping.skipped()).containsEntry("a", Set.of("CONCURRENCY"));
			hang.letGo();
			eventually("it is gone", () -> bounded.abandoned().count() == 0);
		}
		eventually("its place is free", () -> bounded.permits().free());
		assertThat(this.understudy.router().<String>call("chain", (model) -> model.id())).isEqualTo("a");
		assertThat(bounded.permits().free()).isTrue();
	}

	@Test
	void lateTokensAreBookedOnTheModelThatUsedThem() throws Exception {
		try (Hang hang = new Hang()) {
			Caller<String> caller = Caller.calling(() -> this.understudy.router().call("chain", (model) -> {
				if (model.id().equals("a")) {
					hang.stubbornly();
					CurrentModel.usage(3, 5);
				}
				return model.id();
			}));
			hang.awaitEntered();
			this.timer.advance(TIMEOUT);
			assertThat(caller.answer()).isEqualTo("b");
			hang.letGo();
			eventually("it is gone", () -> this.live.abandoned().count() == 0);
		}
		assertThat(this.live.health().statistics().usage()).isEqualTo(new Usage(3, 5));
		assertThat(Timed.live(this.understudy, "b").health().statistics().usage()).isEqualTo(new Usage(0, 0));
	}

	@Test
	void lateAnswerIsHeardByNobody() throws Exception {
		try (Hang hang = new Hang()) {
			Routed<String> routed = abandon(hang);
			long requests = this.live.health().statistics().requests();
			hang.letGo();
			eventually("it is gone", () -> this.live.abandoned().count() == 0);
			assertThat(routed.attempts()).hasSize(2);
			assertThat(this.live.health().statistics().consecutiveFailures()).isEqualTo(1);
			assertThat(this.live.health().statistics().requests()).isEqualTo(requests);
		}
	}

	private Routed<String> abandon(Hang hang) throws Exception {
		Caller<Routed<String>> caller = Caller.calling(() -> this.understudy.router()
			.route("chain", (model) -> model.id().equals("a") ? hang.stubbornly() : "b"));
		hang.awaitEntered();
		this.timer.advance(TIMEOUT);
		return caller.answer();
	}

}
