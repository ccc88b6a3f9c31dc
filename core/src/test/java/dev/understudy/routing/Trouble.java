package dev.understudy.routing;

import java.time.Duration;
import java.util.Optional;

import dev.understudy.failure.Failure;
import dev.understudy.failure.FailureClassifier;
import dev.understudy.failure.FailureKind;
import org.jspecify.annotations.Nullable;

/**
 * A failure whose kind the test chooses.
 */
final class Trouble extends RuntimeException {

	/** What must never be seen in a log line, an event or a message. */
	static final String CANARY = "canary-3f9a";

	static final FailureClassifier CLASSIFIER = (thrown) -> (thrown instanceof Trouble trouble)
			? Optional.of(new Failure(trouble.kind, trouble.retryAfter, 0, trouble)) : Optional.empty();

	private static final long serialVersionUID = 1L;

	private final FailureKind kind;

	private final @Nullable Duration retryAfter;

	private Trouble(FailureKind kind, @Nullable Duration retryAfter) {
		super("The provider says " + CANARY);
		this.kind = kind;
		this.retryAfter = retryAfter;
	}

	static Trouble of(FailureKind kind) {
		return new Trouble(kind, null);
	}

	static Trouble of(FailureKind kind, Duration retryAfter) {
		return new Trouble(kind, retryAfter);
	}

	FailureKind kind() {
		return this.kind;
	}

}
