package dev.understudy.sample;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;

import dev.understudy.health.Ticker;

/**
 * Time that passes when a test says so. Unlike by a {@code VirtualClock}, timeouts go by
 * real time: simulated providers really take theirs.
 */
class VirtualTicker implements Ticker {

	private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");

	private final AtomicReference<Duration> passed = new AtomicReference<>(Duration.ofDays(1));

	void advance(Duration duration) {
		this.passed.updateAndGet((before) -> before.plus(duration));
	}

	@Override
	public long nanos() {
		return this.passed.get().toNanos();
	}

	@Override
	public Instant instant() {
		return START.plus(this.passed.get());
	}

}
