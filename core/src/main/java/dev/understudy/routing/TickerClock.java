package dev.understudy.routing;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

import dev.understudy.health.Ticker;

/**
 * The time that a ticker shows on the wall, for code that wants a clock.
 */
final class TickerClock extends Clock {

	private final Ticker ticker;

	private final ZoneId zone;

	TickerClock(Ticker ticker) {
		this(ticker, ZoneOffset.UTC);
	}

	private TickerClock(Ticker ticker, ZoneId zone) {
		this.ticker = ticker;
		this.zone = zone;
	}

	@Override
	public Instant instant() {
		return this.ticker.instant();
	}

	@Override
	public ZoneId getZone() {
		return this.zone;
	}

	@Override
	public Clock withZone(ZoneId other) {
		return new TickerClock(this.ticker, other);
	}

}
