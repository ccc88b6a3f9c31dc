package dev.understudy.health;

import java.util.concurrent.atomic.AtomicInteger;
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

	private final AtomicInteger shown = new AtomicInteger();

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
	int failedLate() {
		this.shown.incrementAndGet();
		return 0;
	}

	/** Ends the streak; a late success only the one for show. Writes only what is new. */
	void succeeded(boolean late) {
		if (this.shown.get() != 0) {
			this.shown.set(0);
		}
		if (!late && (this.deciding.get() & LOW) != 0) {
			this.deciding.updateAndGet((value) -> value & ~LOW);
		}
	}

	int shown() {
		return this.shown.get();
	}

	private static int activationOf(long value) {
		return (int) (value >>> HALF);
	}

}
