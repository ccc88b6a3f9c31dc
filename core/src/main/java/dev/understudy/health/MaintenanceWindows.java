package dev.understudy.health;

import java.time.Instant;
import java.util.Optional;

/**
 * When a model is not to be used because it is maintained. Thread-safe; asked seldom, on
 * the thread of whoever wants to use or look at the model.
 */
@FunctionalInterface
public interface MaintenanceWindows {

	/**
	 * The window that is open at a moment, or else the next one. Windows that overlap or
	 * follow one another without a gap are one.
	 * @param at the moment
	 * @return a window that ends after the moment, or empty when there will be none
	 */
	Optional<Opening> openAtOrAfter(Instant at);

	/**
	 * A window.
	 *
	 * @param begin its first moment
	 * @param end the first moment after it
	 */
	record Opening(Instant begin, Instant end) {

		public Opening {
			if (!begin.isBefore(end)) {
				throw new IllegalArgumentException(
						"Maintenance from '" + begin + "' to '" + end + "' must end after its beginning");
			}
		}

	}

}
