package dev.understudy.routing;

import java.time.Duration;

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
 * @param maxWait how long a model's standby may be for the call to wait for its end
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
		Check.atLeastOne("retry.multiplier", multiplier);
		Check.notNegative("retry.max-backoff", maxBackoff);
		Check.notNegative("retry.max-wait", maxWait);
		if (!(jitter >= 0 && jitter <= 1)) {
			throw Check.refuse("retry.jitter", jitter, "must be between 0 and 1");
		}
	}

	/**
	 * The wait after an attempt.
	 * @param attempts attempts of the model so far, 1 or more
	 * @param random 0 (inclusive) to 1 (exclusive)
	 */
	long pause(int attempts, double random) {
		double exact = this.backoff.toNanos() * Math.pow(this.multiplier, attempts - 1.0);
		double jittered = exact * (1 + this.jitter * (2 * random - 1));
		return (long) Math.min(this.maxBackoff.toNanos(), jittered);
	}

}
