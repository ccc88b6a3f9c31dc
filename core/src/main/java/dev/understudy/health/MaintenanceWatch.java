package dev.understudy.health;

import java.time.Duration;
import java.time.Instant;

import dev.understudy.health.MaintenanceWindows.Opening;
import org.jspecify.annotations.Nullable;

/**
 * Knows when the maintenance of a model has to be looked at again, so that nobody asks
 * for windows, or for the time on the wall, for each call. Safe to use by many threads:
 * they may look twice, but see the same.
 */
final class MaintenanceWatch {

	/** Looks at the wall so often, in case the time there is set or drifts. */
	private static final Duration TRUST = Duration.ofMinutes(1);

	private final MaintenanceWindows windows;

	private final Ticker ticker;

	private volatile @Nullable Plan plan;

	/** Until then nothing begins; written once what was seen has had its effect. */
	private volatile long due;

	MaintenanceWatch(MaintenanceWindows windows, Ticker ticker) {
		this.windows = windows;
		this.ticker = ticker;
	}

	boolean isDue(long now) {
		return now >= this.due;
	}

	/** What there is to see now. The ticker is looked at first, so that due is early. */
	Look look() {
		long now = this.ticker.nanos();
		Instant wall = this.ticker.instant();
		Plan current = this.plan;
		if (current == null || !current.holds(wall)) {
			current = new Plan(wall, this.windows.openAtOrAfter(wall).orElse(null));
			this.plan = current;
		}
		Instant next = current.next(wall, wall.plus(TRUST));
		return new Look(current.openAt(wall), now + Duration.between(wall, next).toNanos());
	}

	/** What was seen has had its effect. What has begun since is due at once. */
	void looked(Look look) {
		this.due = look.due;
	}

	/**
	 * What one look has seen.
	 *
	 * @param open the window that was open, {@code null} for none
	 * @param due when that changes or is to be looked at again, in nanoseconds of the
	 * ticker
	 */
	record Look(@Nullable Opening open, long due) {
	}

	/**
	 * What the windows answered.
	 *
	 * @param asked for which moment
	 * @param opening the answer, {@code null} for none
	 */
	private record Plan(Instant asked, @Nullable Opening opening) {

		boolean holds(Instant wall) {
			return !wall.isBefore(this.asked) && (this.opening == null || wall.isBefore(this.opening.end()));
		}

		@Nullable Opening openAt(Instant wall) {
			return (this.opening != null && !wall.isBefore(this.opening.begin())) ? this.opening : null;
		}

		/** The next change, or the given moment if that is earlier. */
		Instant next(Instant wall, Instant latest) {
			if (this.opening == null) {
				return latest;
			}
			Instant change = wall.isBefore(this.opening.begin()) ? this.opening.begin() : this.opening.end();
			return change.isBefore(latest) ? change : latest;
		}

	}

}
