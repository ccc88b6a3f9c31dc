package dev.understudy.benchmarks;

import java.time.Duration;

import dev.failsafe.CircuitBreaker;
import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeExecutor;
import dev.failsafe.Fallback;
import dev.failsafe.RetryPolicy;
import dev.failsafe.Timeout;

/**
 * Failsafe: around each model a fallback to the next one, a retry that is not for the
 * failures that happen, and a circuit breaker over ten minutes that opens at 70 % of five
 * calls or more, as ours; all built once. A fallback of Failsafe does not see the
 * question, so it asks the constant one, which is in Failsafe's favour.
 */
final class FailsafeStage implements Assistant {

	private static final Duration WINDOW = Duration.ofMinutes(10);

	private final Models models;

	private final String id;

	private final FailsafeExecutor<String> executor;

	private FailsafeStage(Models models, String id, FailsafeExecutor<String> executor) {
		this.models = models;
		this.id = id;
		this.executor = executor;
	}

	static Stage of(Scene scene) {
		Models models = scene.models();
		Assistant local = guarded(models, Models.LOCAL, (question) -> Models.SORRY, breaker(scene));
		Assistant claude = guarded(models, Models.CLAUDE, local, breaker(scene));
		CircuitBreaker<String> first = breaker(scene);
		if (scene == Scene.LEAD_OUT) {
			first.open();
		}
		return Stage.of(guarded(models, Models.GPT, claude, first), models);
	}

	private static Assistant guarded(Models models, String id, Assistant next, CircuitBreaker<String> breaker) {
		Fallback<String> fallback = Fallback.of(() -> next.answer(QUESTION));
		return new FailsafeStage(models, id, Failsafe.with(fallback, retry(), breaker));
	}

	/** With a timeout of the attempt inside, which interrupts the caller. */
	static Stage timed(Models models, Duration timeout) {
		Fallback<String> fallback = Fallback.of(() -> Models.SORRY);
		Timeout<String> bound = Timeout.<String>builder(timeout).withInterrupt().build();
		return Stage.of(
				new FailsafeStage(models, Models.GPT, Failsafe.with(fallback, retry(), breaker(Scene.HEALTHY), bound)),
				models);
	}

	private static RetryPolicy<String> retry() {
		return RetryPolicy.<String>builder()
			.handle(ModelBusyException.class)
			.withMaxRetries(1)
			.withBackoff(Duration.ofMillis(500), Duration.ofSeconds(5))
			.withJitter(0.5)
			.build();
	}

	private static CircuitBreaker<String> breaker(Scene scene) {
		int minimumCalls = scene.circuitsStayClosed() ? Integer.MAX_VALUE : 5;
		return CircuitBreaker.<String>builder()
			.withFailureRateThreshold(70, minimumCalls, WINDOW)
			.withDelay(Duration.ofDays(1))
			.build();
	}

	@Override
	public String answer(String question) {
		return this.executor.get(() -> this.models.answer(this.id, question));
	}

}
