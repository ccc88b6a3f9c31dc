package dev.understudy.routing;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import dev.understudy.ModelRouter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

import static dev.understudy.routing.Timed.NEVER;
import static dev.understudy.routing.Timed.NONE;
import static dev.understudy.routing.Timed.millis;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever hangs, a call ends with its time: measured with clients that really hang. A
 * busy machine may be late for reasons of its own, so the median of some calls counts,
 * and no two calls may be far off.
 */
class OvershootTests {

	private static final int CALLS = 9;

	private static final Duration TIME = millis(60);

	private static final Duration MOST = millis(50);

	private static final Duration FAR_OFF = Duration.ofSeconds(2);

	private final Hang hang = new Hang();

	private Understudy understudy;

	@AfterEach
	void close() {
		this.hang.close();
		this.understudy.close();
	}

	@Test
	void timeoutHoldsThoughTheClientIgnoresInterrupts() {
		with(Timed.chain(TIME, NONE, "a", "b"));
		assertTakes(TIME, () -> call((model) -> model.equals("a") ? this.hang.stubbornly() : model));
	}

	@Test
	void deadlineHoldsThoughEveryClientIgnoresInterrupts() {
		with(Timed.chain(millis(25), TIME, "a", "b", "c"));
		assertTakes(TIME, () -> call((model) -> this.hang.stubbornly()));
	}

	@Test
	void deadlineHoldsThoughNoAttemptHasATimeout() {
		with(Timed.chain(NONE, TIME, "a", "b"));
		assertTakes(TIME, () -> call((model) -> this.hang.interruptibly()));
	}

	@Test
	void deadlineHoldsThoughTheModelIsRetried() {
		RetryPolicy often = new RetryPolicy(1_000, millis(5), 1, millis(5), 0, NONE);
		with(ChainSettings.of("chain", List.of(SeatSettings.of("a").withTimeout(NEVER).withRetry(often)))
			.withDeadline(TIME));
		assertTakesAtMost(TIME, () -> call((model) -> {
			throw new IOException("broken");
		}));
	}

	@Test
	void deadlineHoldsThoughTheCallWaitsForAModel() {
		with(Timed.chain(NEVER, TIME, "a").withWhenUnavailable(WhenUnavailable.WAIT), 1);
		Timed.live(this.understudy, "a").permits().take();
		assertTakesAtMost(TIME, () -> call((model) -> model));
	}

	@Test
	@EnabledForJreRange(min = JRE.JAVA_21, disabledReason = "there are no virtual threads before JDK 21")
	void deadlineOfAVirtualCallerHolds() {
		with(Timed.chain(millis(25), TIME, "a", "b", "c"));
		assertTakes(TIME, () -> Caller.callingVirtually(() -> call((model) -> this.hang.interruptibly())).answer());
	}

	@Test
	void deadlineOfAFutureHoldsThoughNoStageIsEverCompleted() {
		with(Timed.chain(millis(25), TIME, "a", "b", "c"));
		assertTakes(TIME,
				() -> request().routeAsync((model) -> new CompletableFuture<String>()).toCompletableFuture().get());
	}

	@Test
	void deadlineOfAFutureHoldsThoughAClientHangsBeforeItReturnsAStage() {
		with(Timed.chain(millis(25), TIME, "a", "b", "c"));
		assertTakes(TIME, () -> request().routeAsync((model) -> {
			if (model.id().equals("a")) {
				return new CompletableFuture<String>();
			}
			return CompletableFuture.completedFuture(this.hang.stubbornly());
		}).toCompletableFuture().get());
	}

	private void with(ChainSettings chain) {
		with(chain, 0);
	}

	private void with(ChainSettings chain, int maxConcurrent) {
		this.understudy = Timed.models("b", "c")
			.model(Timed.model("a").withMaxConcurrent(maxConcurrent))
			.chain(chain.withRungs(List.of(TextRung.of("sorry"))))
			.mostAbandoned(1_000)
			.build();
	}

	private ModelRouter.Request request() {
		return this.understudy.router().chain("chain").answers(String.class);
	}

	private String call(Client client) {
		return request().call((model) -> client.answer(model.id()));
	}

	private static void assertTakes(Duration time, Attempted call) {
		long[] took = measure(call);
		assertThat(took[0]).as("shortest of %s", Arrays.toString(took)).isGreaterThanOrEqualTo(time.toNanos());
		assertInTime(time, took);
	}

	private static void assertTakesAtMost(Duration time, Attempted call) {
		assertInTime(time, measure(call));
	}

	private static void assertInTime(Duration time, long[] took) {
		assertThat(took[CALLS / 2]).as("median of %s", Arrays.toString(took))
			.isLessThanOrEqualTo(time.plus(MOST).toNanos());
		assertThat(took[CALLS - 2]).as("longest but one of %s", Arrays.toString(took))
			.isLessThanOrEqualTo(time.plus(FAR_OFF).toNanos());
	}

	private static long[] measure(Attempted call) {
		long[] took = new long[CALLS];
		Arrays.setAll(took, (i) -> {
			long before = System.nanoTime();
			try {
				call.make();
			}
			catch (Exception ex) {
				throw new IllegalStateException(ex);
			}
			return System.nanoTime() - before;
		});
		Arrays.sort(took);
		return took;
	}

	@FunctionalInterface
	private interface Client {

		String answer(String model) throws Exception;

	}

	@FunctionalInterface
	private interface Attempted {

		Object make() throws Exception;

	}

}
