package dev.understudy.limit;

/**
 * A bound on what a model may use up in a period.
 *
 * @param kind what is counted
 * @param max the bound in units of the kind, 1 or more
 * @param per how often it begins anew
 */
public record Limit(LimitKind kind, long max, Period per) {

	/** One part in so many may be left when a limit is nearly reached. */
	private static final int REST = 5;

	public Limit {
		if (max < 1) {
			throw new IllegalArgumentException("Limit of " + kind.text() + " is '" + max + "', must be 1 or more");
		}
	}

	/**
	 * A bound on attempts.
	 * @param max how many, 1 or more
	 * @param per how often it begins anew
	 * @return the limit
	 */
	public static Limit requests(long max, Period per) {
		return new Limit(LimitKind.REQUESTS, max, per);
	}

	/**
	 * A bound on tokens in both directions.
	 * @param max how many, 1 or more
	 * @param per how often it begins anew
	 * @return the limit
	 */
	public static Limit tokens(long max, Period per) {
		return new Limit(LimitKind.TOKENS, max, per);
	}

	/**
	 * A bound on what is spent.
	 * @param usd how much in USD, kept to the billionth
	 * @param per how often it begins anew
	 * @return the limit
	 */
	public static Limit budget(double usd, Period per) {
		return new Limit(LimitKind.BUDGET, Dollars.nanos(usd), per);
	}

	/** What has to be used so that four fifths are. */
	long nearly() {
		return this.max - this.max / REST;
	}

	/** What one attempt reserves: of tokens and cost nobody knows before. */
	long reserved() {
		return (this.kind == LimitKind.REQUESTS) ? 1 : 0;
	}

}
