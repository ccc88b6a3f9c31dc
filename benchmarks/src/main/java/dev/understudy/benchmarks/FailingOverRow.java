package dev.understudy.benchmarks;

import java.util.function.Supplier;

/**
 * Who is called in {@link FailingOver}.
 */
public enum FailingOverRow {

	/** A {@code try} by hand; no proxy, no circuit. */
	HAND_WRITTEN(() -> HandWritten.of(Scene.LEAD_FAILS)),

	/** Us. */
	UNDERSTUDY(() -> UnderstudyStage.untimed(Scene.LEAD_FAILS)),

	/** resilience4j: {@code @CircuitBreaker} with a fallback that calls the next bean. */
	RESILIENCE4J(() -> Resilience4jAnnotated.of(Scene.LEAD_FAILS)),

	/** resilience4j: {@code @CircuitBreaker}, {@code @Retry} with that fallback. */
	RESILIENCE4J_RETRY(() -> Resilience4jRetrying.of(Scene.LEAD_FAILS)),

	/** resilience4j by code: nested breakers. */
	RESILIENCE4J_NESTED(() -> Resilience4jNested.of(Scene.LEAD_FAILS)),

	/** Failsafe: fallback, retry, circuit breaker. */
	FAILSAFE(() -> FailsafeStage.of(Scene.LEAD_FAILS)),

	/** SmallRye Fault Tolerance: fallback, retry, circuit breaker. */
	SMALLRYE(() -> SmallRyeStage.of(Scene.LEAD_FAILS)),

	/** An {@code @Around} aspect with a {@code try}; no retry, no circuit. */
	ASPECT(() -> AspectStage.of(Scene.LEAD_FAILS));

	private final Supplier<Stage> stage;

	FailingOverRow(Supplier<Stage> stage) {
		this.stage = stage;
	}

	Stage open() {
		return this.stage.get();
	}

}
