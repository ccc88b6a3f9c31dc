package dev.understudy.boot;

import java.time.Duration;
import java.util.Set;

import dev.understudy.failure.FailureKind;
import org.jspecify.annotations.Nullable;

/**
 * How the same model is tried again before the next one.
 *
 * @param maxAttempts attempts of one model in one call, the first included; 1 for no
 * retry
 * @param backoff first wait
 * @param multiplier what each further wait is multiplied with
 * @param maxBackoff longest wait
 * @param jitter share of a wait, 0 to 1, by which it is made shorter or longer at random
 * @param maxWait how long a model's standby may be for a call to wait for its end
 * @param when kinds of failure after which the same model is tried again
 */
public record RetryProperties(@Nullable Integer maxAttempts, @Nullable Duration backoff, @Nullable Double multiplier,
		@Nullable Duration maxBackoff, @Nullable Double jitter, @Nullable Duration maxWait,
		@Nullable Set<FailureKind> when) {

}
