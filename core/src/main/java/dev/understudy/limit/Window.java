package dev.understudy.limit;

import java.time.Instant;

/**
 * One stretch of time in which a limit counts.
 *
 * @param start its first moment
 * @param end the first moment after it, which is the next window's start
 */
public record Window(Instant start, Instant end) {

	public Window {
		if (!start.isBefore(end)) {
			throw new IllegalArgumentException("Window from '" + start + "' to '" + end + "' must end after its start");
		}
	}

	/**
	 * Whether a moment lies in it.
	 * @param at the moment
	 * @return {@code true} from the start on and before the end
	 */
	public boolean contains(Instant at) {
		return !at.isBefore(this.start) && at.isBefore(this.end);
	}

}
