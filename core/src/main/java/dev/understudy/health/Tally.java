package dev.understudy.health;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Counters that only grow, striped so that threads that count at the same time do not
 * wait for one another's cache lines.
 */
final class Tally {

	static final int STRIPES = 4;

	private static final int SLOTS = 16;

	private final AtomicLongArray cells = new AtomicLongArray(STRIPES * SLOTS);

	/** The stripe of the calling thread. */
	static int stripe() {
		return (int) Thread.currentThread().getId() & (STRIPES - 1);
	}

	/** Adds to a counter and answers what its stripe held before. */
	long add(int stripe, Counter counter, long delta) {
		return this.cells.getAndAdd(cell(stripe, counter), delta);
	}

	/** Notes a value; {@link #latest} answers the greatest one over all stripes. */
	void note(int stripe, Counter counter, long value) {
		this.cells.setRelease(cell(stripe, counter), value);
	}

	long get(int stripe, Counter counter) {
		return this.cells.get(cell(stripe, counter));
	}

	long sum(Counter counter) {
		long sum = 0;
		for (int stripe = 0; stripe < STRIPES; stripe++) {
			sum += get(stripe, counter);
		}
		return sum;
	}

	long latest(Counter counter) {
		long latest = 0;
		for (int stripe = 0; stripe < STRIPES; stripe++) {
			latest = Math.max(latest, get(stripe, counter));
		}
		return latest;
	}

	private static int cell(int stripe, Counter counter) {
		return stripe * SLOTS + counter.ordinal();
	}

	/**
	 * What is counted. A failure or slow call is counted after its call, and read before
	 * it, so that a reader never sees more of them than calls.
	 */
	enum Counter {

		/** Leases given out. */
		LEASED,

		/** Leases given back. */
		RETURNED,

		/** Calls that say something about the model, and may decide. */
		CALLS,

		/** Those of them that failed. */
		FAILURES,

		/** Those of them that were slow. */
		SLOW,

		/** Calls that say something about the model, but may not decide. */
		LATE_CALLS,

		/** Those of them that failed. */
		LATE_FAILURES,

		/** Those of them that were slow. */
		LATE_SLOW,

		/** Nanoseconds that the successful ones of both took. */
		LATENCY,

		/** Latencies that were kept. */
		KEPT,

		/** Tokens sent. */
		INPUT_TOKENS,

		/** Tokens received. */
		OUTPUT_TOKENS,

		/**
		 * When the latest lease was given out, in nanoseconds of the ticker, plus one.
		 */
		LAST_LEASED,

		/** When the latest failure came, in nanoseconds of the ticker, plus one. */
		LAST_FAILED

	}

}
