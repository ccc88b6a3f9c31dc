package dev.understudy.health;

import java.time.Instant;

/**
 * Tells the time: monotonic for every decision, wall clock only for what is shown or
 * stored.
 */
public interface Ticker {

	/**
	 * Nanoseconds since an arbitrary moment in the past; never negative, never running
	 * back.
	 * @return the time to decide with
	 */
	long nanos();

	/**
	 * The time on the wall.
	 * @return the time to show and store
	 */
	Instant instant();

	/**
	 * The machine's own time.
	 * @return a ticker that begins now
	 */
	static Ticker system() {
		return new SystemTicker();
	}

}
