package dev.understudy.routing;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import dev.understudy.CallFellBack;
import dev.understudy.Model;
import dev.understudy.ModelCall;
import dev.understudy.Outcome;
import dev.understudy.RouterListener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.understudy.routing.Timed.NEVER;
import static dev.understudy.routing.Timed.NONE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * A Java error is nobody's to handle: it gives its lease back and goes up as itself.
 */
class JavaErrorTests {

	private final List<Outcome> outcomes = new ArrayList<>();

	private final Error error = new StackOverflowError("of a test");

	private final Understudy understudy = Timed.models("a", "b")
		.chain(Timed.chain(NEVER, NONE, "a", "b"))
		.chain(ChainSettings.of("watched", List.of(Timed.seat("a", NONE))).withDeadline(NEVER))
		.chain(ChainSettings.of("untimed", List.of(Timed.seat("a", NONE))).withDeadline(NONE))
		.listener(new RouterListener() {
			@Override
			public void called(String chain, Outcome outcome, Model model, long nanos) {
				JavaErrorTests.this.outcomes.add(outcome);
			}
		})
		.build();

	@AfterEach
	void close() {
		this.understudy.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "chain", "watched", "untimed" })
	void errorOfABlockingAttemptGoesUpAsItself(String chain) {
		LiveModel live = live();
		assertThatThrownBy(() -> this.understudy.router().call(chain, (model) -> {
			throw this.error;
		})).isSameAs(this.error);
		assertGivenBack(live);
	}

	@Test
	void errorOfAListenerAsABlockingCallMovesOnGivesBackTheNextModel() {
		UnderstudyBuilder builder = Timed.models("a", "b").chain(Timed.chain(NEVER, NONE, "a", "b"));
		try (Understudy breaking = builder.listener(new RouterListener() {
			@Override
			public void fellBack(CallFellBack event) {
				throw JavaErrorTests.this.error;
			}
		}).build()) {
			assertThatThrownBy(() -> breaking.router().call("chain", (model) -> {
				throw new IOException("down");
			})).isSameAs(this.error);
			assertThat(Timed.live(breaking, "b").health().statistics().running()).isZero();
		}
	}

	@Test
	void throwableThatIsNeitherErrorNorExceptionGoesUpAsItself() {
		LiveModel live = live();
		Throwable odd = new Throwable("odd");
		for (String chain : new String[] { "chain", "watched", "untimed" }) {
			assertThatThrownBy(() -> this.understudy.router().call(chain, (model) -> {
				throw JavaErrorTests.<Exception>sneaky(odd);
			})).isSameAs(odd);
		}
		assertThat(live.health().statistics().running()).isZero();
		assertThat(this.outcomes).containsOnly(Outcome.FAILED).hasSize(3);
	}

	@Test
	void errorOutOfTheStartOfAnAsynchronousAttemptGoesUpAsItself() {
		assertGoesUp((model) -> {
			throw this.error;
		});
	}

	@Test
	void errorOfAStageGoesUpAsItself() {
		assertGoesUp((model) -> CompletableFuture.failedStage(this.error));
	}

	@Test
	void errorOfWhoeverReadsAFailureGoesUpAsItself() {
		UnderstudyBuilder builder = Timed.models("a").chain(Timed.chain(NEVER, NONE, "a")).classifier((thrown) -> {
			throw this.error;
		});
		try (Understudy broken = builder.build()) {
			LiveModel live = Timed.live(broken, "a");
			assertThatThrownBy(() -> broken.router().call("chain", (model) -> {
				throw new IOException("broken");
			})).isSameAs(this.error);
			assertThat(live.health().statistics().running()).isZero();
			assertThatThrownBy(() -> broken.router()
				.chain("chain")
				.routeAsync((model) -> CompletableFuture.failedStage(new IOException("broken")))
				.toCompletableFuture()
				.get()).cause().isSameAs(this.error);
			assertThat(live.health().statistics().running()).isZero();
		}
	}

	private void assertGoesUp(ModelCall<CompletionStage<String>> work) {
		LiveModel live = live();
		CompletableFuture<?> future = this.understudy.router().chain("chain").routeAsync(work).toCompletableFuture();
		assertThatThrownBy(future::get).cause().isSameAs(this.error);
		assertGivenBack(live);
	}

	private void assertGivenBack(LiveModel live) {
		assertThat(live.health().statistics().running()).isZero();
		assertThat(live.health().statistics().consecutiveFailures()).isZero();
		assertThat(this.outcomes).containsExactly(Outcome.FAILED);
	}

	@SuppressWarnings({ "unchecked", "TypeParameterUnusedInFormals" })
	private static <X extends Throwable> X sneaky(Throwable thrown) throws X {
		throw (X) thrown;
	}

	private LiveModel live() {
		LiveModel live = Timed.live(this.understudy, "a");
		this.outcomes.clear();
		return live;
	}

}
