package dev.understudy.routing;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

import dev.understudy.ChainExhaustedException;
import dev.understudy.Routed;
import dev.understudy.failure.FailureKind;
import dev.understudy.health.VirtualTicker;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

import static dev.understudy.routing.Eventually.eventually;
import static dev.understudy.routing.Timed.NEVER;
import static dev.understudy.routing.Timed.NONE;
import static dev.understudy.routing.Timed.millis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * On which threads asynchronous calls go forward, and what those carry.
 */
class AsyncThreadsTests {

	private static final Duration SOON = millis(20);

	/** Long enough for a test to do something before, unless the machine stands still. */
	private static final Duration LATER = millis(500);

	private final VirtualTicker ticker = new VirtualTicker();

	private final VirtualTimer timer = new VirtualTimer(this.ticker);

	private final Queue<String> seen = new ConcurrentLinkedQueue<>();

	private Understudy understudy;

	@AfterEach
	void close() {
		MDC.clear();
		this.understudy.close();
	}

	@Test
	void continuationOfATimeoutNeverRunsOnTheTimersThread() throws Exception {
		with(Timed.chain(SOON, NONE, "a"));
		CompletableFuture<Routed<String>> future = route(new CompletableFuture<>());
		assertExhausted(future);
		assertNotOnTheTimer();
	}

	@Test
	void continuationOfACancelledStageNeverRunsOnTheTimersThread() throws Exception {
		with(Timed.chain(SOON, NONE, "a"));
		CompletableFuture<String> stage = new CompletableFuture<>();
		stage.whenComplete((answer, thrown) -> this.seen.add(Thread.currentThread().getName()));
		assertExhausted(route(stage));
		assertNotOnTheTimer();
	}

	@Test
	void continuationAfterAPauseNeverRunsOnTheTimersThread() throws Exception {
		with(retrying(SOON));
		assertExhausted(route(CompletableFuture.failedFuture(new IOException("broken"))));
		assertNotOnTheTimer();
	}

	@Test
	void callThatPausesWhileTheEngineIsClosedComesToItsEnd() throws Exception {
		CompletableFuture<Routed<String>> future;
		long before;
		do {
			with(retrying(LATER));
			before = System.nanoTime();
			future = route(CompletableFuture.failedFuture(new IOException("broken")));
			this.understudy.close();
		}
		while (System.nanoTime() - before >= LATER.toNanos());
		assertEndsWith(RejectedExecutionException.class, future);
		assertNotOnTheTimer();
	}

	@Test
	void attemptThatIsInTheAirWhileTheEngineIsClosedComesToItsEnd() throws Exception {
		with(Timed.chain(LATER, NONE, "a"));
		CompletableFuture<Routed<String>> future = route(new CompletableFuture<>());
		this.understudy.close();
		assertExhausted(future);
		assertNotOnTheTimer();
	}

	@Test
	void callAfterACloseFailsAndBlamesNoModel() throws Exception {
		with(Timed.chain(SOON, NONE, "a"));
		LiveModel live = Timed.live(this.understudy, "a");
		this.understudy.close();
		assertEndsWith(RejectedExecutionException.class, route(new CompletableFuture<>()));
		assertThat(live.health().statistics().running()).isZero();
		assertThat(live.health().statistics().consecutiveFailures()).isZero();
	}

	@Test
	void clientThatHangsBeforeItReturnsAStageHoldsUpNobody() throws Exception {
		virtually(Timed.chain(SOON, NEVER, "a", "b", "c"));
		LiveModel live = Timed.live(this.understudy, "b");
		CompletableFuture<String> late = new CompletableFuture<>();
		try (Hang hang = new Hang()) {
			CompletableFuture<Routed<String>> future = this.understudy.router()
				.chain("chain")
				.<String>routeAsync((model) -> switch (model.id()) {
					case "a" -> new CompletableFuture<>();
					case "b" -> {
						hang.stubbornly();
						yield late;
					}
					default -> CompletableFuture.completedFuture("c");
				})
				.toCompletableFuture();
			this.timer.advance(SOON);
			hang.awaitEntered();
			this.timer.advance(SOON);
			assertThat(future.get(30, TimeUnit.SECONDS).value()).isEqualTo("c");
			assertThat(live.abandoned().count()).isEqualTo(1);
			assertThat(hang.interrupted()).isFalse();
		}
		eventually("the client has returned", () -> live.abandoned().count() == 0);
		eventually("the late stage is cancelled", late::isCancelled);
	}

	@Test
	void laterAttemptsAndRungsSeeTheContextOfTheCaller() throws Exception {
		Rung rung = new WitnessRung(this.seen);
		virtually(Timed.chain(SOON, NEVER, "a", "b"));
		CallSpec spec = CallSpec.chain("chain").withRungs(List.of(rung), false);
		MDC.put("request", "42");
		CompletableFuture<Routed<String>> future = this.understudy.asyncCalls()
			.route(spec, Timed.question("Shop.order"), (model) -> {
				this.seen.add(MDC.get("request"));
				return new CompletableFuture<String>();
			});
		MDC.clear();
		eventually("the first attempt has begun", () -> this.seen.size() == 1);
		this.timer.advance(SOON);
		eventually("the second attempt has begun", () -> this.seen.size() == 2);
		this.timer.advance(SOON);
		assertThat(future.get(30, TimeUnit.SECONDS).value()).isEqualTo("sorry");
		assertThat(this.seen).containsExactly("42", "42", "42");
	}

	@Test
	void threadThatCompletesAStageIsLeftAsItWas() throws Exception {
		with(Timed.chain(NEVER, NEVER, "a", "b"));
		CompletableFuture<String> first = new CompletableFuture<>();
		MDC.put("request", "42");
		CompletableFuture<Routed<String>> future = this.understudy.router()
			.chain("chain")
			.<String>routeAsync(
					(model) -> model.id().equals("a") ? first : CompletableFuture.completedFuture(MDC.get("request")))
			.toCompletableFuture();
		Caller<String> client = Caller.calling(() -> {
			MDC.put("request", "of the client");
			first.completeExceptionally(new IOException("broken"));
			return MDC.get("request");
		});
		assertThat(client.answer()).isEqualTo("of the client");
		assertThat(future.get().value()).isEqualTo("42");
	}

	@Test
	void bugInsideATurnCompletesTheFutureAndGivesTheLeaseBack() throws Exception {
		this.understudy = Timed.models("a").chain(retrying(Duration.ofSeconds(1))).random(() -> {
			throw new IllegalStateException("a bug");
		}).build();
		LiveModel live = Timed.live(this.understudy, "a");
		CompletableFuture<Routed<String>> future = route(CompletableFuture.failedFuture(new IOException("broken")));
		assertEndsWith(IllegalStateException.class, future);
		assertThat(live.health().statistics().running()).isZero();
	}

	private void with(ChainSettings chain) {
		this.understudy = Timed.models("a", "b", "c").chain(chain).build();
	}

	private void virtually(ChainSettings chain) {
		this.understudy = Timed.models("a", "b", "c").chain(chain).ticker(this.ticker).timer(this.timer).build();
	}

	private static ChainSettings retrying(Duration pause) {
		RetryPolicy twice = new RetryPolicy(2, pause, 1, pause, 0, NONE);
		return ChainSettings.of("chain", List.of(SeatSettings.of("a").withTimeout(NEVER).withRetry(twice)));
	}

	private CompletableFuture<Routed<String>> route(CompletableFuture<String> stage) {
		CompletableFuture<Routed<String>> future = this.understudy.router()
			.chain("chain")
			.<String>routeAsync((model) -> stage)
			.toCompletableFuture();
		future.whenComplete((routed, thrown) -> this.seen.add(Thread.currentThread().getName()));
		return future;
	}

	private static void assertExhausted(CompletableFuture<?> future) {
		assertEndsWith(ChainExhaustedException.class, future);
	}

	private static void assertEndsWith(Class<? extends Exception> type, CompletableFuture<?> future) {
		assertThatExceptionOfType(ExecutionException.class).isThrownBy(() -> future.get(30, TimeUnit.SECONDS))
			.withCauseInstanceOf(type);
	}

	private void assertNotOnTheTimer() {
		eventually("the continuation ran", () -> !this.seen.isEmpty());
		assertThat(this.seen).noneMatch((name) -> name.startsWith("understudy-timer"));
	}

	private record WitnessRung(Queue<String> seen) implements Rung {

		@Override
		public String name() {
			return "text";
		}

		@Override
		public boolean serves(FailureKind kind, Question question) {
			return true;
		}

		@Override
		public Optional<Answer> answer(Fall fall, Question question) {
			this.seen.add(MDC.get("request"));
			return Optional.of(new Answer("sorry"));
		}

	}

}
