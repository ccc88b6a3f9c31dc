package dev.understudy.health;

import java.util.concurrent.atomic.AtomicReferenceArray;

import dev.understudy.health.Tally.Counter;
import org.jspecify.annotations.Nullable;

/**
 * Counts the calls of the last while. Counters only grow; the window keeps what they were
 * when each slice of time began, so that what happened since is a subtraction, nothing is
 * ever reset, and no count is lost while a slice changes.
 */
final class CallWindow {

	static final int SLICES = 10;

	private final AtomicReferenceArray<@Nullable Mark> ring = new AtomicReferenceArray<>(SLICES);

	private final Tally tally;

	private final long sliceNanos;

	/** The nanosecond that begins a slice not yet remembered. */
	private volatile long next;

	CallWindow(Tally tally, long windowNanos) {
		this.tally = tally;
		this.sliceNanos = Math.max(1, windowNanos / SLICES);
	}

	/** Remembers the counters when a slice begins. Precedes the counting of a call. */
	void at(long now) {
		if (now >= this.next) {
			begin(now / this.sliceNanos);
		}
	}

	/** What was counted in the window, the running slice included. */
	Totals all(long now) {
		Mark mark = oldest(now);
		return (mark != null) ? total().minus(mark.all) : Totals.NONE;
	}

	/** Mean latency of the window's successes. Like the score, it allocates nothing. */
	long latencyMean(long now) {
		Mark mark = oldest(now);
		return (mark != null) ? Totals.mean(latency() - mark.all.latencySum(), successesSince(mark)) : 0;
	}

	/** What the rules make of the window, and of what probes found in it. */
	double score(long now, ScoreRules rules, ProbeWindow probes) {
		long latencySum = probes.latency(now);
		long successes = probes.successes(now);
		long calls = probes.calls(now);
		Mark mark = oldest(now);
		if (mark != null) {
			latencySum += latency() - mark.all.latencySum();
			successes += successesSince(mark);
			calls += calls() - mark.all.calls();
		}
		return rules.score(calls, successes, latencySum);
	}

	/** Of the whole window, only what may decide, and came after the given totals. */
	Totals deciding(long now, Totals since) {
		Mark mark = oldest(now);
		if (mark == null) {
			return Totals.NONE;
		}
		return decidingTotal().minus((since.calls() > mark.deciding.calls()) ? since : mark.deciding);
	}

	/** Everything that may decide and was ever counted. */
	Totals decidingTotal() {
		long failures = this.tally.sum(Counter.FAILURES);
		long slow = this.tally.sum(Counter.SLOW);
		return new Totals(this.tally.sum(Counter.CALLS), failures, slow, 0);
	}

	private Totals total() {
		long latency = latency();
		long failures = failures();
		long slow = this.tally.sum(Counter.SLOW) + this.tally.sum(Counter.LATE_SLOW);
		return new Totals(calls(), failures, slow, latency);
	}

	private long calls() {
		return this.tally.sum(Counter.CALLS) + this.tally.sum(Counter.LATE_CALLS);
	}

	private long failures() {
		return this.tally.sum(Counter.FAILURES) + this.tally.sum(Counter.LATE_FAILURES);
	}

	private long latency() {
		return this.tally.sum(Counter.LATENCY);
	}

	private long successesSince(Mark mark) {
		long failures = failures() - mark.all.failures();
		long calls = calls() - mark.all.calls();
		return Math.max(0, calls - Math.max(0, failures));
	}

	/** One mark a slice: whoever comes second finds it done. */
	private void begin(long slice) {
		int slot = (int) (slice % SLICES);
		Mark mark = this.ring.get(slot);
		if (mark == null || mark.slice < slice) {
			this.ring.compareAndSet(slot, mark, new Mark(slice, total(), decidingTotal()));
		}
		this.next = (slice + 1) * this.sliceNanos;
	}

	/** The first mark inside the window; before it, nothing in the window was counted. */
	private @Nullable Mark oldest(long now) {
		long first = now / this.sliceNanos - SLICES + 1;
		Mark oldest = null;
		for (int slot = 0; slot < SLICES; slot++) {
			Mark mark = this.ring.get(slot);
			if (mark != null && mark.slice >= first && (oldest == null || mark.slice < oldest.slice)) {
				oldest = mark;
			}
		}
		return oldest;
	}

	/**
	 * What the counters were when a slice began.
	 */
	private record Mark(long slice, Totals all, Totals deciding) {
	}

}
