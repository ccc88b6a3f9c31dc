package dev.understudy.routing;

import java.util.concurrent.TimeUnit;

import dev.understudy.health.Ticker;

/**
 * The machine's own time, with one thread that rings all alarms and ends when there are
 * none. Setting an alarm and calling it off takes no lock.
 */
final class SystemTimer implements Timer, AutoCloseable {

	private static final long KEEP = TimeUnit.MINUTES.toNanos(1);

	private final Ticker clock;

	private final boolean shared;

	private final Ringer ringer;

	/** A timer beside an engine whose ticker may show any time. */
	SystemTimer() {
		this(Ticker.system(), false);
	}

	/** A timer for an engine whose ticker shows the machine's own time. */
	SystemTimer(Ticker ticker) {
		this(ticker, true);
	}

	private SystemTimer(Ticker clock, boolean shared) {
		this.clock = clock;
		this.shared = shared;
		this.ringer = new Ringer(clock, KEEP);
	}

	@Override
	public void pause(long nanos) throws InterruptedException {
		TimeUnit.NANOSECONDS.sleep(nanos);
	}

	@Override
	public Alarm in(long nanos, Runnable action) {
		return at(this.clock.nanos(), nanos, action);
	}

	@Override
	public Alarm after(long since, long nanos, Runnable action) {
		return this.shared ? at(since, nanos, action) : in(nanos, action);
	}

	/**
	 * Takes no further alarms. Those that are set still ring, so that nothing that is on
	 * its way is left without an end.
	 */
	@Override
	public void close() {
		this.ringer.close();
	}

	private Alarm at(long since, long nanos, Runnable action) {
		Bell bell = (action instanceof Bell own) ? own : new Strike(action);
		this.ringer.set(bell, (nanos < Belfry.NEVER - since) ? since + nanos : Belfry.NEVER - 1);
		return bell;
	}

}
