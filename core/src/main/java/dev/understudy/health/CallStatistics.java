package dev.understudy.health;

import java.time.Duration;

import dev.understudy.Price;
import dev.understudy.Usage;
import dev.understudy.health.Answers.Turn;
import dev.understudy.health.Tally.Counter;
import org.jspecify.annotations.Nullable;

/**
 * What was counted of one model's attempts. Lives apart from the model's state and
 * survives its changes. Bounded in memory whatever the traffic.
 */
public final class CallStatistics {

	private final Tally tally = new Tally();

	private final RecentLatencies latencies = new RecentLatencies(this.tally);

	private final FailureStreak streak = new FailureStreak();

	private volatile Duration length;

	private volatile CallWindow window;

	/** What probes found, which counts for the score alone. */
	private volatile ProbeWindow probes;

	CallStatistics(Duration window) {
		this.length = window;
		this.window = new CallWindow(this.tally, window.toNanos());
		this.probes = new ProbeWindow(window.toNanos());
	}

	/**
	 * Leases given out and not yet given back.
	 * @return the number of running attempts
	 */
	public long running() {
		long returned = this.tally.sum(Counter.UNCOUNTED) + this.tally.sum(Counter.CALLS)
				+ this.tally.sum(Counter.LATE_CALLS);
		return this.tally.sum(Counter.LEASED) - returned;
	}

	/**
	 * Attempts begun since the start.
	 * @return the number of leases given out
	 */
	public long requests() {
		return this.tally.sum(Counter.LEASED);
	}

	/**
	 * Tokens used since the start.
	 * @return the sum
	 */
	public Usage usage() {
		return new Usage(this.tally.sum(Counter.INPUT_TOKENS), this.tally.sum(Counter.OUTPUT_TOKENS));
	}

	/**
	 * What was used since the start.
	 * @param price what tokens cost
	 * @return attempts begun, tokens and their cost
	 */
	public Consumption consumption(Price price) {
		Usage usage = usage();
		return new Consumption(requests(), usage.totalTokens(), price.of(usage));
	}

	/**
	 * Adds tokens to what the model has used.
	 * @param usage the tokens
	 */
	public void used(Usage usage) {
		int stripe = this.tally.stripe();
		this.tally.count(stripe, Counter.INPUT_TOKENS, usage.inputTokens());
		this.tally.count(stripe, Counter.OUTPUT_TOKENS, usage.outputTokens());
	}

	/**
	 * Failures in a row that count.
	 * @return the number, 0 after a success
	 */
	public int consecutiveFailures() {
		return this.streak.shown();
	}

	/**
	 * Mean latency of the successful calls of the window.
	 * @param now nanoseconds of the ticker
	 * @return nanoseconds, 0 without such a call
	 */
	public long latencyMean(long now) {
		return this.window.latencyMean(now);
	}

	double score(long now, ScoreRules rules) {
		return this.window.score(now, rules, this.probes);
	}

	/**
	 * Share of successes among the calls of the window.
	 * @param now nanoseconds of the ticker
	 * @return 0 to 1, 1 without calls
	 */
	public double successRate(long now) {
		return window(now).successRate();
	}

	/** When the latest lease was given out, plus one nanosecond; 0 for never. */
	long lastLeased() {
		return this.tally.latest(Counter.LAST_LEASED);
	}

	/** When the latest attempt failed, plus one nanosecond; 0 for never. */
	long lastFailed() {
		return this.tally.latest(Counter.LAST_FAILED);
	}

	long[] recentLatencies() {
		return this.latencies.nanos();
	}

	Totals window(long now) {
		return this.window.all(now);
	}

	Totals deciding(long now, Totals since) {
		return this.window.deciding(now, since);
	}

	Totals decidingTotal() {
		return this.window.decidingTotal();
	}

	void window(Duration window) {
		if (!window.equals(this.length)) {
			this.length = window;
			this.window = new CallWindow(this.tally, window.toNanos());
			this.probes = new ProbeWindow(window.toNanos());
		}
	}

	/** Counts a probe that got an answer. */
	void probeAnswered(long now, long took) {
		this.probes.answered(now, took);
	}

	/** Counts a probe that failed in a way that counts. */
	void probeFailed(long now) {
		this.probes.failed(now);
	}

	void leased(long now) {
		int stripe = this.tally.stripe();
		this.tally.count(stripe, Counter.LEASED, 1);
		this.tally.note(stripe, Counter.LAST_LEASED, now + 1);
	}

	/** Counts a success, for the user who got it, too. */
	void succeeded(long now, long took, boolean slow, boolean late, @Nullable Answers answers, Turn turn) {
		int stripe = claim(now);
		try {
			count(stripe, slow, late);
			this.tally.add(stripe, Counter.LATENCY, took);
			this.latencies.keep(stripe, took);
			if (answers != null) {
				answers.count(stripe, took, turn);
			}
		}
		finally {
			this.tally.release(stripe);
		}
		this.streak.succeeded(late);
	}

	/** Counts a failure; answers how many in a row may decide. */
	int failed(long now, boolean slow, boolean late, int activation) {
		int stripe = claim(now);
		try {
			count(stripe, slow, late);
			this.tally.add(stripe, late ? Counter.LATE_FAILURES : Counter.FAILURES, 1);
		}
		finally {
			this.tally.release(stripe);
		}
		this.tally.note(this.tally.stripe(), Counter.LAST_FAILED, now + 1);
		return late ? this.streak.failedLate() : this.streak.failed(activation);
	}

	void failedWithoutCounting(long now) {
		ignored();
		this.tally.note(this.tally.stripe(), Counter.LAST_FAILED, now + 1);
	}

	void ignored() {
		int stripe = this.tally.claim();
		try {
			this.tally.add(stripe, Counter.UNCOUNTED, 1);
		}
		finally {
			this.tally.release(stripe);
		}
	}

	/** A stripe of the slice that runs now. */
	private int claim(long now) {
		this.window.at(now);
		return this.tally.claim();
	}

	private void count(int stripe, boolean slow, boolean late) {
		this.tally.add(stripe, late ? Counter.LATE_CALLS : Counter.CALLS, 1);
		if (slow) {
			this.tally.add(stripe, late ? Counter.LATE_SLOW : Counter.SLOW, 1);
		}
	}

}
