package dev.understudy.health;

import java.time.Duration;
import java.time.Instant;

/**
 * Virtual time whose wall clock can be set apart from the clock that decides.
 */
public final class ApartTicker implements Ticker {

	private final VirtualTicker time;

	private volatile Duration offset;

	/**
	 * Begins with a wall clock that is off.
	 * @param time the true time
	 * @param offset how far the wall clock is ahead of it
	 */
	public ApartTicker(VirtualTicker time, Duration offset) {
		this.time = time;
		this.offset = offset;
	}

	@Override
	public long nanos() {
		return this.time.nanos();
	}

	@Override
	public Instant instant() {
		return this.time.instant().plus(this.offset);
	}

	/**
	 * Sets the wall clock.
	 * @param ahead how far it is ahead of the true time from now on
	 */
	public void set(Duration ahead) {
		this.offset = ahead;
	}

}
