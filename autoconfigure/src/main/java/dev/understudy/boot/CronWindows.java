package dev.understudy.boot;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import dev.understudy.health.MaintenanceWindows;
import org.jspecify.annotations.Nullable;

/**
 * All maintenance of one model. What overlaps, or follows without a gap, is one window.
 *
 * @param all the maintenance, each by its own clock
 */
record CronWindows(List<CronWindow> all) implements MaintenanceWindows {

	/**
	 * Windows that are joined at most: some follow one another for ever. Whoever comes to
	 * the end asks again.
	 */
	private static final int MOST_JOINED = 100;

	@Override
	public Optional<Opening> openAtOrAfter(Instant at) {
		Opening first = openAt(at);
		if (first == null) {
			first = firstAfter(at);
		}
		return Optional.ofNullable(first).map(this::joined);
	}

	private Opening joined(Opening first) {
		Opening whole = first;
		for (int i = 0; i < MOST_JOINED; i++) {
			Opening next = openAt(whole.end());
			if (next == null) {
				return whole;
			}
			whole = new Opening(whole.begin(), next.end());
		}
		return whole;
	}

	/** Of those that are open the one that ends last. */
	private @Nullable Opening openAt(Instant at) {
		Opening longest = null;
		for (CronWindow window : this.all) {
			Opening open = window.openAt(at);
			if (open != null && (longest == null || open.end().isAfter(longest.end()))) {
				longest = open;
			}
		}
		return longest;
	}

	private @Nullable Opening firstAfter(Instant at) {
		Opening first = null;
		for (CronWindow window : this.all) {
			Opening next = window.after(at);
			if (next != null && (first == null || next.begin().isBefore(first.begin()))) {
				first = next;
			}
		}
		return first;
	}

}
