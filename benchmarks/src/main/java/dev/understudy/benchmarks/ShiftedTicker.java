package dev.understudy.benchmarks;

import java.time.Duration;
import java.time.Instant;

import dev.understudy.health.Ticker;

/**
 * The machine's time, which can be put forward so that minutes pass at once.
 */
final class ShiftedTicker implements Ticker {

	private final Ticker system = Ticker.system();

	private long shift;

	/** To be called before other threads look at the time. */
	void forward(Duration length) {
		this.shift += length.toNanos();
	}

	@Override
	public long nanos() {
		return this.system.nanos() + this.shift;
	}

	@Override
	public Instant instant() {
		return this.system.instant().plusNanos(this.shift);
	}

}
