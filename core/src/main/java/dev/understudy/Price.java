package dev.understudy;

/**
 * What a model costs, in USD per million tokens.
 *
 * @param input price of a million tokens sent, zero or more
 * @param output price of a million tokens received, zero or more
 */
public record Price(double input, double output) {

	/** The price of a model whose price nobody stated. */
	public static final Price UNKNOWN = new Price(0, 0);

	private static final double MILLION = 1_000_000;

	public Price {
		requirePrice("input", input);
		requirePrice("output", output);
	}

	/**
	 * What the given usage costs at this price.
	 * @param usage the tokens
	 * @return the cost in USD
	 */
	public double of(Usage usage) {
		return (usage.inputTokens() * this.input + usage.outputTokens() * this.output) / MILLION;
	}

	private static void requirePrice(String side, double value) {
		if (!Double.isFinite(value) || value < 0) {
			throw new IllegalArgumentException(
					"Price of " + side + " tokens is '" + value + "', must be a finite number of zero or more");
		}
	}

}
