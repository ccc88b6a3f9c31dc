package dev.understudy.benchmarks;

import java.time.Duration;
import java.time.temporal.ChronoUnit;

import io.smallrye.faulttolerance.api.TypedGuard;

/**
 * SmallRye Fault Tolerance, standalone: around each model a fallback to the next one, a
 * retry that is not for the failures that happen, and a circuit breaker over twenty calls
 * (SmallRye's default); all built once. A fallback of SmallRye does not see the question,
 * so it asks the constant one, which is in SmallRye's favour. Where failing models are to
 * be tried each time, the breaker takes their failure for a success.
 */
final class SmallRyeStage implements Assistant {

	private static final int VOLUME = 20;

	private final Models models;

	private final String id;

	private final TypedGuard<String> guard;

	private SmallRyeStage(Models models, String id, TypedGuard<String> guard) {
		this.models = models;
		this.id = id;
		this.guard = guard;
	}

	static Stage of(Scene scene) {
		Models models = scene.models();
		Assistant local = guarded(scene, models, Models.LOCAL, (question) -> Models.SORRY);
		Assistant claude = guarded(scene, models, Models.CLAUDE, local);
		Assistant gpt = guarded(scene, models, Models.GPT, claude);
		if (scene == Scene.LEAD_OUT) {
			for (int i = 0; i < VOLUME; i++) {
				gpt.answer(QUESTION);
			}
		}
		return Stage.of(gpt, models);
	}

	private static Assistant guarded(Scene scene, Models models, String id, Assistant next) {
		return new SmallRyeStage(models, id, guard(scene, next).build());
	}

	/** With a timeout of the attempt inside, which interrupts the caller. */
	static Stage timed(Models models, Duration timeout) {
		TypedGuard<String> guard = guard(Scene.HEALTHY, (question) -> Models.SORRY).withTimeout()
			.duration(timeout.toMillis(), ChronoUnit.MILLIS)
			.done()
			.build();
		return Stage.of(new SmallRyeStage(models, Models.GPT, guard), models);
	}

	private static TypedGuard.Builder<String> guard(Scene scene, Assistant next) {
		TypedGuard.Builder<String> guard = TypedGuard.create(String.class)
			.withFallback()
			.handler(() -> next.answer(QUESTION))
			.done()
			.withRetry()
			.maxRetries(1)
			.delay(500, ChronoUnit.MILLIS)
			.retryOn(ModelBusyException.class)
			.done();
		TypedGuard.Builder.CircuitBreakerBuilder<String> breaker = guard.withCircuitBreaker()
			.requestVolumeThreshold(VOLUME)
			.failureRatio(0.7)
			.delay(1, ChronoUnit.DAYS);
		return scene.circuitsStayClosed() ? breaker.skipOn(ModelDownException.class).done() : breaker.done();
	}

	@Override
	public String answer(String question) {
		return this.guard.get(() -> this.models.answer(this.id, question));
	}

}
