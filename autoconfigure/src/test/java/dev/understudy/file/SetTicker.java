package dev.understudy.file;

import java.time.Duration;
import java.time.Instant;

import dev.understudy.health.Ticker;

/**
 * Shows the times that a test sets.
 */
final class SetTicker implements Ticker {

	volatile Instant wall;

	private volatile long nanos;

	SetTicker(String wall) {
		this.wall = Instant.parse(wall);
	}

	@Override
	public long nanos() {
		return this.nanos;
	}

	@Override
	public Instant instant() {
		return this.wall;
	}

	/** Lets time pass on both clocks. */
	void pass(Duration time) {
		this.wall = this.wall.plus(time);
		this.nanos += time.toNanos();
	}

}
