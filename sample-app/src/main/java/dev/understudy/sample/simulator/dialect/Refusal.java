package dev.understudy.sample.simulator.dialect;

/**
 * Why a provider gives no answer.
 */
public enum Refusal {

	/** The request is wrong. */
	BAD_REQUEST(400),

	/** The key is wrong. */
	WRONG_KEY(401),

	/** There is no such model. */
	UNKNOWN_MODEL(404),

	/** Too many requests. */
	RATE_LIMITED(429),

	/** The money is used up. */
	QUOTA_GONE(429),

	/** Out of order. */
	UNAVAILABLE(503),

	/** Too much to do. */
	OVERLOADED(503);

	private final int status;

	Refusal(int status) {
		this.status = status;
	}

	/**
	 * What most providers answer with.
	 * @return the status of HTTP
	 */
	public int status() {
		return this.status;
	}

}
