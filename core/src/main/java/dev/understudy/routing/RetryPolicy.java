package dev.understudy.routing;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.DoubleSupplier;

import dev.understudy.failure.Failure;
import dev.understudy.health.HealthSnapshot;

/**
 * How often and at what distance the same model is tried again before the next one. Which
 * failures are worth it is up to the {@link dev.understudy.failure.FailurePolicy}.
 *
 * @param maxAttempts attempts of one model in one call, the first included; 1 for no
 * retry
 * @param backoff the first wait
 * @param multiplier what each further wait is multiplied with, 1 or more
 * @param maxBackoff the longest wait
 * @param jitter the share of a wait by which it is made shorter or longer at random
 * @param maxWait how long a model may be on standby, or its provider ask for peace, for
 * the call to wait for the end of it
 */
public record RetryPolicy(int maxAttempts, Duration backoff, double multiplier, Duration maxBackoff, double jitter,
		Duration maxWait) {

	/**
	 * Two attempts, half a second doubling up to five, half of it jitter, waits up to 3
	 * s.
	 */
	public static final RetryPolicy DEFAULT = new RetryPolicy(2, Duration.ofMillis(500), 2, Duration.ofSeconds(5), 0.5,
			Duration.ofSeconds(3));

	/** One attempt of each model, no wait. */
	public static final RetryPolicy NONE = new RetryPolicy(1, Duration.ZERO, 1, Duration.ZERO, 0, Duration.ZERO);

	public RetryPolicy {
		Check.atLeastOne("retry.max-attempts", maxAttempts);
		Check.notNegative("retry.backoff", backoff);
		Check.multiplier("retry.multiplier", multiplier);
		Check.notNegative("retry.max-backoff", maxBackoff);
		Check.notNegative("retry.max-wait", maxWait);
		if (!(jitter >= 0 && jitter <= 1)) {
			throw Check.refuse("retry.jitter", jitter, "must be between 0 and 1");
		}
	}

	/**
	 * How long to wait before the same model is tried again; empty when it is not to be
	 * tried again.
	 * @param attempts attempts of the model so far, 1 or more
	 * @param health the model's state after the last one
	 * @param failure what came of the last one
	 * @param now nanoseconds of the ticker
	 * @param random numbers from 0 (inclusive) to 1 (exclusive)
	 */
	OptionalLong wait(int attempts, HealthSnapshot health, Failure failure, long now, DoubleSupplier random) {
		Duration asked = (failure.retryAfter() != null) ? failure.retryAfter() : Duration.ZERO;
		long standby = health.usableFrom() - now;
		boolean circuitOpened = health.trialReason() != null;
		if (attempts >= this.maxAttempts || circuitOpened || standby > this.maxWait.toNanos()
				|| asked.compareTo(this.maxWait) > 0) {
			return OptionalLong.empty();
		}
		return OptionalLong.of(Math.max(Math.max(standby, asked.toNanos()), pause(attempts, random.getAsDouble())));
	}

	/** The backoff after so many attempts, at a random point of its jitter. */
	long pause(int attempts, double random) {
		double longest = this.maxBackoff.toNanos();
		double exact = Math.min(longest, this.backoff.toNanos() * Math.pow(this.multiplier, attempts - 1.0));
		return (long) Math.min(longest, exact * (1 + this.jitter * (2 * random - 1)));
	}

}
