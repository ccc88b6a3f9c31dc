package dev.understudy.failure;

/**
 * What a failure says about the model it came from.
 */
public enum ModelVerdict {

	/** Nothing: the model is as good as before. */
	NOTHING(false, false),

	/** It counts as a failed call in the model's statistics. */
	COUNTS(true, false),

	/** The model goes on standby at once, without a mark in its statistics. */
	STANDS_DOWN(false, true),

	/** It counts, and the model goes on standby at once. */
	COUNTS_AND_STANDS_DOWN(true, true);

	private final boolean counts;

	private final boolean standsDown;

	ModelVerdict(boolean counts, boolean standsDown) {
		this.counts = counts;
		this.standsDown = standsDown;
	}

	public boolean counts() {
		return this.counts;
	}

	public boolean standsDown() {
		return this.standsDown;
	}

}
