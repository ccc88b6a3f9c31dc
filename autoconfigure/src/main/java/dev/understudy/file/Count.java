package dev.understudy.file;

import java.time.Instant;

/**
 * What was counted in one window.
 *
 * @param used what was used in it
 * @param until when it ends
 */
record Count(long used, Instant until) {

	boolean isOver(Instant now) {
		return !this.until.isAfter(now);
	}

}
