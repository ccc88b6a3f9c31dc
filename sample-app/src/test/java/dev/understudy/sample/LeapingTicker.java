package dev.understudy.sample;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;

import dev.understudy.health.Ticker;

/**
 * The machine's time, of which a test may leap over some. So a standby can last longer
 * than any machine stands still, and nobody waits for its end.
 */
public final class LeapingTicker implements Ticker {

	private final Ticker machine = Ticker.system();

	private final AtomicReference<Duration> leapt = new AtomicReference<>(Duration.ZERO);

	public void leap(Duration time) {
		this.leapt.updateAndGet((before) -> before.plus(time));
	}

	@Override
	public long nanos() {
		return this.machine.nanos() + this.leapt.get().toNanos();
	}

	@Override
	public Instant instant() {
		return this.machine.instant().plus(this.leapt.get());
	}

}
