package dev.understudy.test;

import java.time.Duration;

import dev.understudy.failure.FailureKind;
import org.jspecify.annotations.Nullable;

/**
 * What a scripted model throws that is to fail in a certain way. The engine of the test
 * takes it, also as the cause of another exception, for a failure of its kind.
 */
public final class ScriptedFailureException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final FailureKind kind;

	private final @Nullable Duration retryAfter;

	ScriptedFailureException(String modelId, FailureKind kind, @Nullable Duration retryAfter) {
		this(kind, retryAfter, "Model '" + modelId + "' fails as scripted: " + kind
				+ ((retryAfter != null) ? ", to be asked again after " + retryAfter : ""));
	}

	private ScriptedFailureException(FailureKind kind, @Nullable Duration retryAfter, String message) {
		super(message);
		this.kind = kind;
		this.retryAfter = retryAfter;
	}

	/** What ends a call that is left of a test that is over: nobody else is asked. */
	static ScriptedFailureException late(String modelId) {
		return new ScriptedFailureException(FailureKind.CANCELLED, null,
				"Model '" + modelId + "' was asked in a test that is over");
	}

	/**
	 * The kind of failure.
	 * @return the kind
	 */
	public FailureKind kind() {
		return this.kind;
	}

	/**
	 * How long the provider asks to stay away.
	 * @return the time, {@code null} when it does not ask
	 */
	public @Nullable Duration retryAfter() {
		return this.retryAfter;
	}

}
