package dev.understudy.boot;

import java.time.Duration;
import java.time.Instant;

import dev.understudy.health.Ticker;

/**
 * Time that only the test lets pass, from the first moment of a Thursday on.
 */
final class PassingTime implements Ticker {

	private volatile Duration passed = Duration.ZERO;

	void pass(Duration time) {
		this.passed = this.passed.plus(time);
	}

	@Override
	public long nanos() {
		return this.passed.toNanos();
	}

	@Override
	public Instant instant() {
		return Instant.parse("2026-01-01T00:00:00Z").plus(this.passed);
	}

}
