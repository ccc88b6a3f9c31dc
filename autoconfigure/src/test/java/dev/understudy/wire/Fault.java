package dev.understudy.wire;

/**
 * How a provider fails. What only a stream can do leaves a plain answer as it is.
 */
public enum Fault {

	/** It does not. */
	NONE(0),

	/** The caller has asked for something that does not exist. */
	BAD_REQUEST(400),

	/** The prompt is too long. */
	CONTEXT_LENGTH(400),

	/** The prompt is not to the liking of a filter. */
	CONTENT_FILTER(400),

	/** The key is wrong. */
	UNAUTHORIZED(401),

	/** The model does not exist. */
	MODEL_NOT_FOUND(404),

	/** The request took too long. */
	REQUEST_TIMEOUT(408),

	/** Too many requests, and how many seconds to wait. */
	RATE_LIMIT_SECONDS(429),

	/** Too many requests, and a date to wait for. */
	RATE_LIMIT_DATE(429),

	/** Too many requests, and not a word of how long to wait. */
	RATE_LIMIT(429),

	/** The money is used up. */
	QUOTA(429),

	/** Something broke. */
	SERVER_ERROR(500),

	/** Out of order. */
	UNAVAILABLE(503),

	/** Too much to do. */
	OVERLOADED(529),

	/** Nobody listens. Until changed: it cannot be played for single requests. */
	REFUSED(0),

	/** The connection is reset instead of an answer. */
	RESET(0),

	/** The connection is closed instead of an answer. */
	HANG_UP(0),

	/** Nothing comes, and the connection stays open. */
	NO_ANSWER(0),

	/** The headers of an answer come, and nothing else. */
	HEADERS_ONLY(0),

	/** A 200 without a body. */
	EMPTY_BODY(0),

	/** A well-formed answer without any text. */
	EMPTY_ANSWER(0),

	/** A 200 whose body is an error; of a stream, its first event. */
	ERROR_BODY(0),

	/** An answer that was stopped by a filter, and says so. */
	FILTERED(0),

	/** JSON that is none: the body, or an event in the middle of a stream. */
	MALFORMED(0),

	/** The connection is closed after half of the answer. */
	CUT(0),

	/** Nothing comes any more after half of the answer. */
	STALL(0),

	/** Half a stream is ended properly, as though it were all. */
	EARLY_END(0),

	/** A whole stream without the mark that closes it. */
	NO_SENTINEL(0),

	/** An event in the middle of a stream says that something broke, and ends it. */
	ERROR_HALFWAY(0);

	private final int status;

	Fault(int status) {
		this.status = status;
	}

	/**
	 * The HTTP status of the refusal.
	 * @return 0 for faults that are no refusals
	 */
	public int status() {
		return this.status;
	}

}
