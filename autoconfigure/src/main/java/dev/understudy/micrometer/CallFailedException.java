package dev.understudy.micrometer;

import dev.understudy.failure.FailureKind;

/**
 * The error of an observed call that nobody answered. Says the kind of failure only, in
 * the place of an exception whose message may hold prompts, answers or keys. Is never
 * thrown, so it has no stack trace.
 */
public final class CallFailedException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final FailureKind kind;

	CallFailedException(FailureKind kind) {
		super(kind.tag(), null, false, false);
		this.kind = kind;
	}

	/**
	 * Why nobody answered.
	 * @return the kind of failure
	 */
	public FailureKind kind() {
		return this.kind;
	}

}
