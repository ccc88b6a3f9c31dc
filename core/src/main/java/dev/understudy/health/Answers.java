package dev.understudy.health;

import java.util.concurrent.atomic.AtomicLongArray;

import dev.understudy.Outcome;

/**
 * The answers of one model that one of its users got, counted in the same stroke as the
 * model's own statistics.
 */
public final class Answers {

	private static final int NANOS = Turn.values().length;

	private static final int STRIDE = Tally.GAP + NANOS + 1;

	private final AtomicLongArray cells = new AtomicLongArray((Tally.STRIPES + 1) * STRIDE);

	/**
	 * Answers that came at one turn.
	 * @param turn the turn
	 * @return the number
	 */
	public long at(Turn turn) {
		return sum(turn.ordinal());
	}

	/**
	 * All answers.
	 * @return the number
	 */
	public long all() {
		long all = 0;
		for (Turn turn : Turn.values()) {
			all += at(turn);
		}
		return all;
	}

	/**
	 * What all answers took together.
	 * @return nanoseconds
	 */
	public long nanos() {
		return sum(NANOS);
	}

	/** Counts one, within a claim of the model's stripe. */
	void count(int stripe, long took, Turn turn) {
		add(stripe, turn.ordinal(), 1);
		add(stripe, NANOS, took);
	}

	private void add(int stripe, int slot, long delta) {
		int cell = stripe * STRIDE + Tally.GAP + slot;
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
			sum += this.cells.get(stripe * STRIDE + Tally.GAP + slot);
		}
		return sum;
	}

	/**
	 * When in its call a model answered.
	 */
	public enum Turn {

		/** It was the first choice. */
		FIRST,

		/** Others were tried or passed over before. */
		LATER,

		/** The call had come from another user of models. */
		REROUTED;

		/**
		 * The turn of an answer that its call did not have to leave its user for.
		 * @param outcome how the call ended
		 * @return the turn
		 */
		public static Turn of(Outcome outcome) {
			return (outcome == Outcome.ANSWERED) ? FIRST : LATER;
		}

	}

}
