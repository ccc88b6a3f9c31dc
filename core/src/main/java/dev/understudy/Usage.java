package dev.understudy;

/**
 * Tokens that one attempt used.
 *
 * @param inputTokens tokens sent, zero or more
 * @param outputTokens tokens received, zero or more
 */
public record Usage(long inputTokens, long outputTokens) {

	public Usage {
		if (inputTokens < 0 || outputTokens < 0) {
			throw new IllegalArgumentException("Usage of '" + inputTokens + "' input and '" + outputTokens
					+ "' output tokens: both must be zero or more");
		}
	}

	/**
	 * The sum of this usage and another.
	 * @param other the other usage
	 * @return a new usage
	 */
	public Usage plus(Usage other) {
		return new Usage(this.inputTokens + other.inputTokens, this.outputTokens + other.outputTokens);
	}

	/**
	 * Tokens in both directions.
	 * @return the total
	 */
	public long totalTokens() {
		return this.inputTokens + this.outputTokens;
	}

}
