package dev.understudy.health;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Time that moves only when a test says so. Thread-safe.
 */
public final class VirtualTicker implements Ticker {

	/** What the wall shows when the ticker begins. */
	public static final Instant BEGINNING = Instant.parse("2026-01-01T00:00:00Z");

	private final AtomicLong nanos = new AtomicLong();

	@Override
	public long nanos() {
		return this.nanos.get();
	}

	@Override
	public Instant instant() {
		return BEGINNING.plusNanos(nanos());
	}

	/**
	 * Lets time pass.
	 * @param time how much
	 */
	public void advance(Duration time) {
		if (time.isNegative()) {
			throw new IllegalArgumentException("'time' is '" + time + "', must not be negative");
		}
		this.nanos.addAndGet(time.toNanos());
	}

}
