package dev.understudy.benchmarks;

import java.util.function.Supplier;

/**
 * Who is called in {@link Healthy}.
 */
public enum HealthyRow {

	/** The bean itself. */
	DIRECT(ProxyStage::direct),

	/** A class proxy with one empty interceptor: the floor. */
	FLOOR(ProxyStage::empty),

	/** The floor, an adder, two clock reads and one Micrometer timer. */
	FLOOR_TIMER(ProxyStage::timed),

	/** Us, with a chain of three and without a timeout. */
	UNDERSTUDY(() -> UnderstudyStage.untimed(Scene.HEALTHY)),

	/** The same with our Micrometer meters. */
	UNDERSTUDY_METERS(UnderstudyStage::metered),

	/** Us, with a chain of three and all defaults, so with a timeout. */
	UNDERSTUDY_DEFAULTS(UnderstudyStage::defaults),

	/** resilience4j: {@code @CircuitBreaker} with a fallback. */
	RESILIENCE4J(() -> Resilience4jAnnotated.of(Scene.HEALTHY)),

	/** resilience4j: {@code @CircuitBreaker}, {@code @Retry} with a fallback. */
	RESILIENCE4J_RETRY(() -> Resilience4jRetrying.of(Scene.HEALTHY)),

	/** The same with its Micrometer meters. */
	RESILIENCE4J_RETRY_METERS(() -> Resilience4jRetrying.metered(Scene.HEALTHY)),

	/** resilience4j by code: a breaker and a {@code try}. */
	RESILIENCE4J_NESTED(() -> Resilience4jNested.of(Scene.HEALTHY)),

	/** Failsafe: fallback, retry, circuit breaker. */
	FAILSAFE(() -> FailsafeStage.of(Scene.HEALTHY)),

	/** SmallRye Fault Tolerance: fallback, retry, circuit breaker. */
	SMALLRYE(() -> SmallRyeStage.of(Scene.HEALTHY)),

	/** Spring Framework's {@code @Retryable}; no fallback, no circuit. */
	RETRYABLE(RetryableStage::healthy),

	/** An {@code @Around} aspect with a {@code try}; no retry, no circuit. */
	ASPECT(() -> AspectStage.of(Scene.HEALTHY));

	private final Supplier<Stage> stage;

	HealthyRow(Supplier<Stage> stage) {
		this.stage = stage;
	}

	Stage open() {
		return this.stage.get();
	}

}
