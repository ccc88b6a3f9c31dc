package dev.understudy.health;

/**
 * Counts of calls that say something about a model, over some time. Counters are read one
 * after the other while threads count, so a part that ran ahead of the whole is cut.
 *
 * @param calls all of them
 * @param failures those that failed
 * @param slow those that were slow
 * @param latencySum nanoseconds that the successful ones took together
 */
record Totals(long calls, long failures, long slow, long latencySum) {

	static final Totals NONE = new Totals(0, 0, 0, 0);

	Totals {
		failures = Math.max(0, Math.min(failures, calls));
		slow = Math.max(0, Math.min(slow, calls));
	}

	Totals minus(Totals other) {
		return new Totals(this.calls - other.calls, this.failures - other.failures, this.slow - other.slow,
				this.latencySum - other.latencySum);
	}

	long successes() {
		return this.calls - this.failures;
	}

	double successRate() {
		return (this.calls != 0) ? (double) successes() / this.calls : 1;
	}

	static long mean(long sum, long count) {
		return (count != 0) ? sum / count : 0;
	}

	long latencyMean() {
		return mean(this.latencySum, successes());
	}

}
