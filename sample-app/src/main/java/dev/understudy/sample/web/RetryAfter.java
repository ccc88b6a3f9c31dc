package dev.understudy.sample.web;

import java.time.Duration;

/**
 * How long to wait, as people and clients are told.
 */
public final class RetryAfter {

	private RetryAfter() {
	}

	/**
	 * Whole seconds, rather too many than too few: whoever comes back at once would find
	 * nothing changed.
	 * @param wait how long to wait
	 * @return at least 1
	 */
	public static long seconds(Duration wait) {
		return Math.max(1, wait.plusMillis(999).toSeconds());
	}

}
