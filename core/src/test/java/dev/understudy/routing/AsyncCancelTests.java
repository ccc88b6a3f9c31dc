package dev.understudy.routing;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import dev.understudy.Model;
import dev.understudy.Outcome;
import dev.understudy.Routed;
import dev.understudy.failure.FailureKind;
import org.junit.jupiter.api.Test;

import static dev.understudy.routing.Timed.NONE;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * What becomes of a call whose future somebody else has completed: nobody waits for it
 * any more.
 */
class AsyncCancelTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(30);

	private static final Duration DEADLINE = Duration.ofSeconds(90);

	private final AsyncHouse house = new AsyncHouse(Timed.chain(TIMEOUT, DEADLINE, "a", "b"));

	private final CompletableFuture<String> pending = new CompletableFuture<>();

	private final List<String> called = new ArrayList<>();

	@Test
	void cancelInFlightCancelsTheAttemptAndIsNeutral() {
		CompletableFuture<Routed<String>> future = this.house.route((model) -> this.pending);
		assertThat(future.cancel(true)).isTrue();
		assertThat(this.pending).isCancelled();
		assertNeutral(this.house);
	}

	@Test
	void cancelInAPauseEndsTheCall() {
		AsyncHouse retrying = new AsyncHouse(
				ChainSettings.of("chain", List.of(SeatSettings.of("a").withTimeout(TIMEOUT).withRetry(slowly())))
					.withDeadline(DEADLINE));
		CompletableFuture<Routed<String>> future = retrying.route(this::failing);
		assertThat(retrying.timer().waiting()).isEqualTo(1);
		future.cancel(true);
		retrying.assertEndedOnce(Outcome.FAILED);
		retrying.timer().advance(DEADLINE);
		assertThat(this.called).containsExactly("a");
		retrying.assertEndedOnce(Outcome.FAILED);
	}

	@Test
	void cancelBeforeTheFirstAttemptEndsTheCall() {
		AsyncHouse waiting = new AsyncHouse(
				Timed.chain(TIMEOUT, DEADLINE, "a").withWhenUnavailable(WhenUnavailable.WAIT));
		waiting.understudy().registry().disable("a", Duration.ofSeconds(10), "for a while");
		CompletableFuture<Routed<String>> future = waiting.route(this::failing);
		assertThat(waiting.timer().waiting()).isEqualTo(1);
		future.cancel(true);
		waiting.timer().advance(DEADLINE);
		assertThat(this.called).isEmpty();
		waiting.assertEndedOnce(Outcome.FAILED);
	}

	@Test
	void cancelRightAfterARerouteEndsTheCall() {
		AsyncHouse rerouting = new AsyncHouse(Timed.models("a", "b")
			.chain(Timed.chain(TIMEOUT, DEADLINE, "a").withReroutes(Map.of(FailureKind.NETWORK_ERROR, "other")))
			.chain(ChainSettings.of("other", List.of(Timed.seat("b", TIMEOUT)))));
		CompletableFuture<Routed<String>> future = rerouting.route((model) -> this.pending);
		// The stage's own continuation comes before the engine's, so the failure and the
		// cancel are there at the same time.
		this.pending.whenComplete((answer, thrown) -> future.cancel(true));
		this.pending.completeExceptionally(new IOException("broken"));
		rerouting.assertEndedOnce(Outcome.FAILED);
	}

	@Test
	void futureThatSomebodyElseCompletesEndsTheCall() {
		CompletableFuture<Routed<String>> future = this.house.route((model) -> this.pending);
		future.complete(Routed.of("enough"));
		assertThat(this.pending).isCancelled();
		assertThat(future.join().value()).isEqualTo("enough");
		assertNeutral(this.house);
	}

	@Test
	void futureThatSomebodyElseFailsEndsTheCall() {
		CompletableFuture<Routed<String>> future = this.house.route((model) -> this.pending);
		future.completeExceptionally(new IllegalStateException("the caller's own timeout"));
		assertThat(this.pending).isCancelled();
		assertNeutral(this.house);
	}

	@Test
	void answerThatComesAfterTheCancelIsNotHeard() {
		CompletableFuture<String> stubborn = new CompletableFuture<>() {
			@Override
			public boolean cancel(boolean mayInterruptIfRunning) {
				throw new UnsupportedOperationException();
			}
		};
		this.house.route((model) -> stubborn).cancel(true);
		stubborn.complete("late");
		assertNeutral(this.house);
	}

	@Test
	void cancelFromWithinTheAttemptIsNeutral() {
		List<CompletableFuture<Routed<String>>> own = new ArrayList<>();
		AsyncHouse retrying = new AsyncHouse(
				ChainSettings.of("chain", List.of(SeatSettings.of("a").withTimeout(TIMEOUT).withRetry(slowly())))
					.withDeadline(DEADLINE));
		own.add(retrying.route((model) -> {
			this.called.add(model.id());
			if (this.called.size() == 1) {
				throw new IOException("broken");
			}
			own.get(0).cancel(true);
			return this.pending;
		}));
		retrying.timer().advance(TIMEOUT);
		assertThat(this.called).hasSize(2);
		assertThat(this.pending).as("a stage that comes too late").isCancelled();
		retrying.assertEndedOnce(Outcome.FAILED);
	}

	@Test
	void cancellingTwentyTimesChangesNothing() {
		for (int i = 0; i < 20; i++) {
			this.house.route((model) -> new CompletableFuture<>()).cancel(true);
		}
		assertThat(this.house.live("a").health().statistics().running()).isZero();
		assertThat(this.house.live("a").health().statistics().consecutiveFailures()).isZero();
		assertThat(this.house.live("a").health().snapshot().standbys(0)).isEmpty();
	}

	private CompletionStage<String> failing(Model model) throws IOException {
		this.called.add(model.id());
		throw new IOException("broken");
	}

	private static void assertNeutral(AsyncHouse house) {
		house.assertEndedOnce(Outcome.FAILED);
		assertThat(house.live("a").health().statistics().consecutiveFailures()).isZero();
	}

	private static RetryPolicy slowly() {
		return new RetryPolicy(2, TIMEOUT, 1, TIMEOUT, 0, NONE);
	}

}
