package dev.understudy.health;

import java.time.Instant;

/**
 * The machine's own time.
 */
final class SystemTicker implements Ticker {

	private final long origin = System.nanoTime();

	@Override
	public long nanos() {
		return System.nanoTime() - this.origin;
	}

	@Override
	public Instant instant() {
		return Instant.now();
	}

}
