package dev.understudy.failure;

import java.util.Optional;

/**
 * Knows the engine's own exceptions.
 */
final class OwnFailures {

	private OwnFailures() {
	}

	static Optional<Sign> sign(Class<?> type) {
		if (AttemptTimeoutException.class.isAssignableFrom(type)) {
			return Optional.of(Sign.of(FailureKind.TIMEOUT, Strength.OWN));
		}
		if (InvalidResponseException.class.isAssignableFrom(type)) {
			return Optional.of(Sign.of(FailureKind.INVALID_RESPONSE, Strength.OWN));
		}
		if (ContentFilterException.class.isAssignableFrom(type)) {
			return Optional.of(Sign.of(FailureKind.CONTENT_FILTER, Strength.OWN));
		}
		return Optional.empty();
	}

}
