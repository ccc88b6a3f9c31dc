package dev.understudy.actuate;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

import dev.understudy.health.Ticker;

/**
 * Time that passes when the test says so.
 */
final class StageClock implements Ticker {

	static final Instant START = Instant.parse("2026-11-02T09:00:00Z");

	private final AtomicLong nanos = new AtomicLong();

	@Override
	public long nanos() {
		return this.nanos.get();
	}

	@Override
	public Instant instant() {
		return START.plusNanos(this.nanos.get());
	}

	void pass(Duration length) {
		this.nanos.addAndGet(length.toNanos());
	}

}
