package dev.understudy.health;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts failures in a row: all of them for show, and those since the model last became
 * active for the rule.
 */
final class FailureStreak {

	private static final int HALF = 32;

	private static final long LOW = 0xFFFF_FFFFL;

	/** High half: the activation counted for. Low half: failures in a row since it. */
	private final AtomicLong deciding = new AtomicLong();

	private volatile int shown;

	/** Counts a failure that may decide; answers how many in a row there now are. */
	int failed(int activation) {
		failedLate();
		long next = this.deciding.updateAndGet((value) -> {
			long count = (activationOf(value) == activation) ? (value & LOW) + 1 : 1;
			return ((long) activation << HALF) | Math.min(count, Integer.MAX_VALUE);
		});
		return (int) (next & LOW);
	}

	/** Counts a failure that came too late to decide: none in a row may. */
	@SuppressWarnings("NonAtomicVolatileUpdate") // shown only; nothing is decided by it
	int failedLate() {
		this.shown++;
		return 0;
	}

	/** Ends the streak. Costs one read while there is none. */
	void succeeded() {
		if (this.shown != 0) {
			this.shown = 0;
			this.deciding.updateAndGet((value) -> value & ~LOW);
		}
	}

	int shown() {
		return this.shown;
	}

	private static int activationOf(long value) {
		return (int) (value >>> HALF);
	}

}
