package dev.understudy.benchmarks;

import java.util.function.Supplier;

/**
 * Who is called in {@link OnStandby}.
 */
public enum OnStandbyRow {

	/** Us. */
	UNDERSTUDY(() -> UnderstudyStage.untimed(Scene.LEAD_OUT)),

	/** resilience4j: {@code @CircuitBreaker} with a fallback that calls the next bean. */
	RESILIENCE4J(() -> Resilience4jAnnotated.of(Scene.LEAD_OUT)),

	/** resilience4j: {@code @CircuitBreaker}, {@code @Retry} with that fallback. */
	RESILIENCE4J_RETRY(() -> Resilience4jRetrying.of(Scene.LEAD_OUT)),

	/** resilience4j by code: nested breakers. */
	RESILIENCE4J_NESTED(() -> Resilience4jNested.of(Scene.LEAD_OUT)),

	/** Failsafe: fallback, retry, circuit breaker. */
	FAILSAFE(() -> FailsafeStage.of(Scene.LEAD_OUT)),

	/** SmallRye Fault Tolerance: fallback, retry, circuit breaker. */
	SMALLRYE(() -> SmallRyeStage.of(Scene.LEAD_OUT));

	private final Supplier<Stage> stage;

	OnStandbyRow(Supplier<Stage> stage) {
		this.stage = stage;
	}

	Stage open() {
		return this.stage.get();
	}

}
