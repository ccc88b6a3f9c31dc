package dev.understudy.test;

import java.util.Optional;

import dev.understudy.failure.Failure;
import dev.understudy.failure.FailureClassifier;
import dev.understudy.failure.FailureKind;

/**
 * Reads the kind off failures that a script asked for, however they are wrapped.
 */
public final class ScriptedFailures implements FailureClassifier {

	/** Chains of causes may be circles. */
	private static final int DEEPEST = 50;

	/**
	 * Makes a reader.
	 */
	public ScriptedFailures() {
	}

	@Override
	public Optional<Failure> classify(Throwable thrown) {
		Throwable each = thrown;
		for (int i = 0; i < DEEPEST && each != null; i++) {
			if (each instanceof ScriptedFailureException scripted) {
				return Optional
					.of(new Failure(scripted.kind(), scripted.retryAfter(), status(scripted.kind()), scripted));
			}
			each = each.getCause();
		}
		return Optional.empty();
	}

	/** What a provider would have answered. */
	private static int status(FailureKind kind) {
		return switch (kind) {
			case RATE_LIMIT -> 429;
			case QUOTA_EXHAUSTED -> 402;
			case UNAVAILABLE -> 503;
			case SERVER_ERROR -> 500;
			case AUTH_ERROR -> 401;
			case MODEL_NOT_FOUND -> 404;
			case CONTEXT_LENGTH -> 413;
			case CONTENT_FILTER, BAD_REQUEST -> 400;
			case TIMEOUT, NETWORK_ERROR, INVALID_RESPONSE, CANCELLED, UNKNOWN -> 0;
		};
	}

}
