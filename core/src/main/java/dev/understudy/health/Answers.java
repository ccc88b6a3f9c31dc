package dev.understudy.health;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * The answers of one model that one of its users got, counted in the same stroke as the
 * model's own statistics.
 */
public final class Answers {

	private static final int SLOTS = 8;

	private static final int FIRST = 0;

	private static final int LATER = 1;

	private static final int NANOS = 2;

	private final AtomicLongArray cells = new AtomicLongArray((Tally.STRIPES + 1) * SLOTS);

	/**
	 * Answers of the model as the first choice of a call.
	 * @return the number
	 */
	public long first() {
		return sum(FIRST);
	}

	/**
	 * All answers.
	 * @return the number
	 */
	public long all() {
		return sum(FIRST) + sum(LATER);
	}

	/**
	 * What all answers took together.
	 * @return nanoseconds
	 */
	public long nanos() {
		return sum(NANOS);
	}

	/** Counts one, within a claim of the model's stripe. */
	void count(int stripe, long took, boolean first) {
		add(stripe, first ? FIRST : LATER, 1);
		add(stripe, NANOS, took);
	}

	private void add(int stripe, int slot, long delta) {
		int cell = stripe * SLOTS + slot;
		if (stripe == Tally.STRIPES) {
			this.cells.getAndAdd(cell, delta);
		}
		else {
			this.cells.setRelease(cell, this.cells.getPlain(cell) + delta);
		}
	}

	private long sum(int slot) {
		long sum = 0;
		for (int stripe = 0; stripe <= Tally.STRIPES; stripe++) {
			sum += this.cells.get(stripe * SLOTS + slot);
		}
		return sum;
	}

}
