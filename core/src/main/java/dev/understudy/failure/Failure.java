package dev.understudy.failure;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * A classified failure of one call of a model.
 *
 * @param kind what kind of failure it was
 * @param retryAfter how long the provider asked us to stay away; null when it did not
 * @param httpStatus the HTTP status of the answer; 0 when there was none
 * @param cause the model's own failure, without the wrappers of futures and reflection
 */
public record Failure(FailureKind kind, @Nullable Duration retryAfter, int httpStatus, Throwable cause) {

	public Failure {
		if (retryAfter != null && retryAfter.isNegative()) {
			throw new IllegalArgumentException("Retry after '%s' must not be negative".formatted(retryAfter));
		}
		if (httpStatus != 0 && (httpStatus < 100 || httpStatus > 599)) {
			throw new IllegalArgumentException(
					"HTTP status '%d' must be between 100 and 599, or 0 for none".formatted(httpStatus));
		}
	}

	/**
	 * Returns a failure of which nothing but kind and cause is known.
	 */
	public static Failure of(FailureKind kind, Throwable cause) {
		return new Failure(kind, null, 0, cause);
	}

}
