package dev.understudy.failure;

import java.util.Locale;

/**
 * What kind of failure a call of a model ended with.
 */
public enum FailureKind {

	/** No answer in time: the attempt's own timeout, a client's timeout, or a 408. */
	TIMEOUT,

	/** Too many requests or tokens for now: a 429. */
	RATE_LIMIT,

	/** The account's quota or credit is used up: a 402, or a quota or billing code. */
	QUOTA_EXHAUSTED,

	/** The provider is overloaded or down: a 503, a 529, or a code that says so. */
	UNAVAILABLE,

	/** The provider failed: any other 5xx. */
	SERVER_ERROR,

	/** The provider could not be reached: connection, DNS, TLS, reset. */
	NETWORK_ERROR,

	/** The provider refused our key: a 401 or 403 from a model's client. */
	AUTH_ERROR,

	/** The provider does not know the model: a 404 from a model's client. */
	MODEL_NOT_FOUND,

	/** The prompt does not fit the model's context window. */
	CONTEXT_LENGTH,

	/** The provider's content filter refused the prompt or the answer. */
	CONTENT_FILTER,

	/** The answer is empty, cut off or unreadable. */
	INVALID_RESPONSE,

	/** The request or the code around it is wrong; no other model would do better. */
	BAD_REQUEST,

	/** Somebody no longer wants the answer: an interrupt, or the caller's own end. */
	CANCELLED,

	/** Anything else. */
	UNKNOWN;

	private final String tag = name().toLowerCase(Locale.ROOT).replace('_', '-');

	/**
	 * Returns the kind as it is written in metrics and properties, such as
	 * {@code rate-limit}.
	 */
	public String tag() {
		return this.tag;
	}

}
