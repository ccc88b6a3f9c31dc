package dev.understudy.health;

import java.time.Duration;

/**
 * How latency and reliability make one number.
 *
 * @param latencyWeight weight of a low latency
 * @param reliabilityWeight weight of a high success rate
 * @param latencyCeiling latency from which on there is nothing left to lose
 */
public record ScoreRules(double latencyWeight, double reliabilityWeight, Duration latencyCeiling) {

	/** 60 % latency up to ten seconds, 40 % reliability. */
	public static final ScoreRules DEFAULT = new ScoreRules(0.6, 0.4, Duration.ofSeconds(10));

	public ScoreRules {
		Check.share("score.latency-weight", latencyWeight);
		Check.share("score.reliability-weight", reliabilityWeight);
		Check.positive("score.latency-ceiling", latencyCeiling);
		if (latencyWeight + reliabilityWeight == 0) {
			throw Check.refuse("score", "0 and 0", "one of its weights must be greater than zero");
		}
	}

	/**
	 * The score of some calls: neutral without any, so that a new model is tried but does
	 * not always win. A model that never answered has no latency to be praised for.
	 */
	double score(long calls, long successes, long latencySum) {
		if (calls == 0) {
			return (this.latencyWeight + this.reliabilityWeight) / 2;
		}
		double share = Totals.mean(latencySum, successes) / (double) this.latencyCeiling.toNanos();
		double quickness = (successes != 0) ? Math.max(0, 1 - share) : 0;
		return this.latencyWeight * quickness + this.reliabilityWeight * successes / calls;
	}

}
