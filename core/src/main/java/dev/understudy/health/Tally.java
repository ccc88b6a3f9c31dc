package dev.understudy.health;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Counters that only grow, striped so that threads that count at the same time do not
 * wait for one another's cache lines.
 * <p>
 * Who has several things to count {@linkplain #claim() claims} a stripe and writes it
 * alone, with one atomic operation for all of them. Nobody waits for a stripe: while all
 * are claimed, one more is there that everybody shares and counts in atomically.
 */
final class Tally {

	/** Those that can be claimed. */
	static final int STRIPES = 4;

	private static final int SHARED = STRIPES;

	/**
	 * What lies before the first stripe, which would share the array's length with all.
	 */
	static final int GAP = 8;

	private static final int SLOTS = Counter.values().length + 1;

	private static final int HABITS = 16;

	private final AtomicLongArray cells = new AtomicLongArray(GAP + (STRIPES + 1) * SLOTS);

	/**
	 * The stripe that threads moved to when they met another one, plus one; 0 for none.
	 * Written without care: a lost habit is found again.
	 */
	private final byte[] habits = new byte[HABITS];

	/** A stripe for a few counts in a row, to be released right after them. */
	int claim() {
		int first = stripe();
		for (int i = 0; i < STRIPES; i++) {
			int stripe = (first + i) % STRIPES;
			int claim = claim(stripe);
			if (this.cells.getPlain(claim) == 0 && this.cells.compareAndSet(claim, 0, 1)) {
				if (i != 0) {
					moveTo(stripe);
				}
				return stripe;
			}
		}
		return SHARED;
	}

	/** Ends a claim. */
	void release(int stripe) {
		if (stripe != SHARED) {
			this.cells.setRelease(claim(stripe), 0);
		}
	}

	/** Adds to a counter of a claimed stripe and answers what it held before. */
	long add(int stripe, Counter counter, long delta) {
		int cell = cell(stripe, counter);
		if (stripe == SHARED) {
			return this.cells.getAndAdd(cell, delta);
		}
		long before = this.cells.getPlain(cell);
		this.cells.setRelease(cell, before + delta);
		return before;
	}

	/** Adds to a counter that is never added to within a claim, in any stripe. */
	void count(int stripe, Counter counter, long delta) {
		this.cells.getAndAdd(cell(stripe, counter), delta);
	}

	/**
	 * Notes a value; {@link #latest} answers the greatest of those that the stripes hold.
	 */
	void note(int stripe, Counter counter, long value) {
		this.cells.setRelease(cell(stripe, counter), value);
	}

	long get(int stripe, Counter counter) {
		return this.cells.get(cell(stripe, counter));
	}

	long sum(Counter counter) {
		long sum = 0;
		for (int stripe = 0; stripe <= SHARED; stripe++) {
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

	/** The stripe that the calling thread prefers. */
	int stripe() {
		int id = (int) Thread.currentThread().getId();
		int habit = this.habits[id & (HABITS - 1)];
		return (habit != 0) ? habit - 1 : id & (STRIPES - 1);
	}

	/** Once, so that more threads than stripes do not move about for ever. */
	private void moveTo(int stripe) {
		int place = (int) Thread.currentThread().getId() & (HABITS - 1);
		if (this.habits[place] == 0) {
			this.habits[place] = (byte) (stripe + 1);
		}
	}

	/** The cell that tells whether a stripe is claimed, the first one of it. */
	private static int claim(int stripe) {
		return GAP + stripe * SLOTS;
	}

	private static int cell(int stripe, Counter counter) {
		return claim(stripe) + 1 + counter.ordinal();
	}

	/**
	 * What is counted. A failure or slow call is counted after its call, and read before
	 * it, so that a reader never sees more of them than calls.
	 * <p>
	 * First what every call counts, then what few do: these keep the first of one stripe
	 * and those of the next one in different cache lines.
	 */
	enum Counter {

		/** Leases given out. */
		LEASED,

		/**
		 * When the latest lease was given out, in nanoseconds of the ticker, plus one.
		 */
		LAST_LEASED,

		/** Calls that say something about the model, and may decide. */
		CALLS,

		/** Nanoseconds that the successful ones took, late ones included. */
		LATENCY,

		/** Latencies that were kept. */
		KEPT,

		/** Leases given back without a call that says something about the model. */
		UNCOUNTED,

		/** Calls that may decide and failed. */
		FAILURES,

		/** Calls that may decide and were slow. */
		SLOW,

		/** Calls that say something about the model, but may not decide. */
		LATE_CALLS,

		/** Those of them that failed. */
		LATE_FAILURES,

		/** Those of them that were slow. */
		LATE_SLOW,

		/** When the latest failure came, in nanoseconds of the ticker, plus one. */
		LAST_FAILED,

		/** Tokens sent. */
		INPUT_TOKENS,

		/** Tokens received. */
		OUTPUT_TOKENS

	}

}
