package dev.understudy.benchmarks;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;

/**
 * Who bounds an attempt in {@link TimeoutOnPlatform} and {@link TimeoutOnVirtual}.
 */
public enum TimedRow {

	/** Us, without a timeout. */
	UNDERSTUDY_UNTIMED((models, timeout, pool) -> UnderstudyStage.timed(models, Duration.ZERO)),

	/**
	 * Us. On a platform thread the attempt runs on another one and cannot hold the
	 * caller; on a virtual one it is interrupted.
	 */
	UNDERSTUDY((models, timeout, pool) -> UnderstudyStage.timed(models, timeout)),

	/**
	 * resilience4j by code: a breaker around a {@code TimeLimiter}, whose attempt runs on
	 * a pool of the kind that we use, and cannot hold the caller.
	 */
	RESILIENCE4J((models, timeout, pool) -> Resilience4jTimed.of(models, timeout, pool.get())),

	/** The same on a pool of platform threads. */
	RESILIENCE4J_PLATFORM(
			(models, timeout, pool) -> Resilience4jTimed.of(models, timeout, VirtualThreads.platformPool())),

	/**
	 * Failsafe: fallback, retry, circuit breaker, and a timeout that interrupts the
	 * caller's thread.
	 */
	FAILSAFE((models, timeout, pool) -> FailsafeStage.timed(models, timeout)),

	/**
	 * SmallRye: fallback, retry, circuit breaker, and a timeout that interrupts the
	 * caller's thread.
	 */
	SMALLRYE((models, timeout, pool) -> SmallRyeStage.timed(models, timeout));

	/** So long that it is never reached. */
	static final Duration NEVER = Duration.ofSeconds(30);

	private final Opening opening;

	TimedRow(Opening opening) {
		this.opening = opening;
	}

	Stage open(Models models, Duration timeout, Supplier<ExecutorService> pool) {
		return this.opening.open(models, timeout, pool);
	}

	/** Opens a stage. */
	private interface Opening {

		Stage open(Models models, Duration timeout, Supplier<ExecutorService> pool);

	}

}
