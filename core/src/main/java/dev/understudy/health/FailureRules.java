package dev.understudy.health;

import java.time.Duration;

/**
 * When a model counts as failing. Looked at when a call fails, the slow-call rule when a
 * call was slow; only calls since the model last became active count.
 *
 * @param window how far back calls are counted
 * @param minimumCalls calls in the window without which no rate is taken seriously
 * @param skipBelow success rate below which the model stands down, 0 for never
 * @param consecutiveFailures failures in a row at which it stands down
 * @param slowerThan length beyond which a call is slow, zero to switch the rule off
 * @param slowRate share of slow calls at which it stands down
 */
public record FailureRules(Duration window, int minimumCalls, double skipBelow, int consecutiveFailures,
		Duration slowerThan, double slowRate) {

	/** Ten minutes, five calls, 30 %, five in a row, no slow-call rule. */
	public static final FailureRules DEFAULT = new FailureRules(Duration.ofMinutes(10), 5, 0.3, 5, Duration.ZERO, 0.8);

	public FailureRules {
		Check.positive("window", window);
		Check.atLeastOne("minimum-calls", minimumCalls);
		Check.share("skip-below", skipBelow);
		Check.atLeastOne("consecutive-failures", consecutiveFailures);
		Check.notNegative("slow-call.longer-than", slowerThan);
		Check.share("slow-call.rate", slowRate);
	}

	/** The length in nanoseconds beyond which a call is slow. */
	long slowAfter() {
		return this.slowerThan.isZero() ? Long.MAX_VALUE : this.slowerThan.toNanos();
	}

	boolean tooManyInARow(int failures) {
		return failures >= this.consecutiveFailures;
	}

	boolean tooFewSuccesses(Totals totals) {
		return totals.calls() >= this.minimumCalls && totals.successRate() < this.skipBelow;
	}

	boolean tooManySlow(Totals totals) {
		return totals.calls() >= this.minimumCalls && totals.slow() >= this.slowRate * totals.calls();
	}

}
