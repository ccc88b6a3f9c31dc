package dev.understudy.benchmarks;

import java.util.function.Supplier;

/**
 * Who is called in {@link Exhausted}.
 */
public enum ExhaustedRow {

	/** A {@code try} by hand; no proxy, no circuit. */
	HAND_WRITTEN(() -> HandWritten.of(Scene.ALL_FAIL)),

	/** Us, with a text. */
	UNDERSTUDY(() -> UnderstudyStage.untimed(Scene.ALL_FAIL)),

	/** Us, with a method. */
	UNDERSTUDY_METHOD(UnderstudyStage::degradingToMethod),

	/** resilience4j: {@code @CircuitBreaker} with a fallback that calls the next bean. */
	RESILIENCE4J(() -> Resilience4jAnnotated.of(Scene.ALL_FAIL)),

	/** resilience4j: {@code @CircuitBreaker}, {@code @Retry} with that fallback. */
	RESILIENCE4J_RETRY(() -> Resilience4jRetrying.of(Scene.ALL_FAIL)),

	/** resilience4j by code: nested breakers. */
	RESILIENCE4J_NESTED(() -> Resilience4jNested.of(Scene.ALL_FAIL)),

	/** Failsafe: fallback, retry, circuit breaker. */
	FAILSAFE(() -> FailsafeStage.of(Scene.ALL_FAIL)),

	/** SmallRye Fault Tolerance: fallback, retry, circuit breaker. */
	SMALLRYE(() -> SmallRyeStage.of(Scene.ALL_FAIL));

	private final Supplier<Stage> stage;

	ExhaustedRow(Supplier<Stage> stage) {
		this.stage = stage;
	}

	Stage open() {
		return this.stage.get();
	}

}
