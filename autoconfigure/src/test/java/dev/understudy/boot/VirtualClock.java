package dev.understudy.boot;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

import dev.understudy.health.Ticker;
import dev.understudy.routing.Timer;

/**
 * Time that moves only when a test says so, or somebody pauses. Alarms never ring.
 */
final class VirtualClock implements Ticker, Timer {

	private static final Instant BEGINNING = Instant.parse("2026-01-01T00:00:00Z");

	private final AtomicLong nanos = new AtomicLong();

	@Override
	public long nanos() {
		return this.nanos.get();
	}

	@Override
	public Instant instant() {
		return BEGINNING.plusNanos(nanos());
	}

	@Override
	public void pause(long length) {
		this.nanos.addAndGet(length);
	}

	@Override
	public Alarm in(long length, Runnable action) {
		return () -> {
		};
	}

	void advance(Duration time) {
		pause(time.toNanos());
	}

	/** Lets time pass to a moment that is not over. */
	void advanceTo(Duration sinceBeginning) {
		long left = sinceBeginning.toNanos() - nanos();
		if (left < 0) {
			throw new IllegalArgumentException(sinceBeginning + " is over by " + Duration.ofNanos(-left));
		}
		pause(left);
	}

}
