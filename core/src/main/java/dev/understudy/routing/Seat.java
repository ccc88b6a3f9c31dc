package dev.understudy.routing;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import dev.understudy.CurrentModel;
import dev.understudy.Model;
import dev.understudy.Usage;

/**
 * A place in a chain, ready for use: the model and how this chain uses it.
 *
 * @param live the model
 * @param settings how this chain uses it
 * @param timeoutNanos the bound of one attempt, 0 for none
 * @param patience how long an attempt may hold a place in a trial
 * @param open whether a call without demands may begin here
 * @param counters what this chain counts of it
 * @param listeners who hears of the tokens it uses
 */
record Seat(LiveModel live, SeatSettings settings, long timeoutNanos, long patience, boolean open,
		SeatCounters counters, Listeners listeners) implements CurrentModel.Running {

	/** What an attempt may be late in reporting its own timeout. */
	private static final long SLACK = TimeUnit.SECONDS.toNanos(1);

	static Seat of(LiveModel live, SeatSettings settings, SeatCounters counters, Listeners listeners) {
		long timeout = settings.timeout().toNanos();
		long cooldown = live.settings().health().cooldown().first().toNanos();
		long patience = Math.min((timeout != 0) ? timeout : cooldown, Long.MAX_VALUE - SLACK) + SLACK;
		boolean open = settings.enabled() && live.settings().enabled() && !settings.lastResort();
		return new Seat(live, settings, timeout, patience, open, counters, listeners);
	}

	/** The bound of an attempt that begins with its call; 0 for none. */
	long timeoutNanos(long deadline) {
		boolean longer = this.timeoutNanos == 0 || (deadline != 0 && deadline < this.timeoutNanos);
		return longer ? deadline : this.timeoutNanos;
	}

	@Override
	public Model model() {
		return this.live.model();
	}

	@Override
	public void used(Usage usage) {
		this.live.health().statistics().used(usage);
		this.listeners.used(model(), usage);
	}

	@Override
	public void usedUp(Duration wait) {
		this.live.health().usedUp(wait);
	}

	/** Whether a call may begin here, as long as the model may be used. */
	boolean opens(Demands demands) {
		return this.open && (demands == Demands.NONE || demands.unmetBy(this) == null);
	}

	boolean enabled() {
		return this.settings.enabled() && this.live.settings().enabled();
	}

}
