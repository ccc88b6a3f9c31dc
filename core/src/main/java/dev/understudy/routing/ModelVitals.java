package dev.understudy.routing;

import dev.understudy.ModelState;
import dev.understudy.ModelStatus;
import dev.understudy.health.ModelHealth;
import dev.understudy.health.Ticker;

/**
 * The few numbers of a {@link ModelStatus} that gauges show, each computed when it is
 * asked for and without building the rest. Follows the model for as long as it is in
 * force.
 */
public final class ModelVitals {

	private static final double NANOS_PER_SECOND = 1e9;

	private final ModelHealth health;

	private final Ticker ticker;

	ModelVitals(ModelHealth health, Ticker ticker) {
		this.health = health;
		this.ticker = ticker;
	}

	/**
	 * What may be done with the model now.
	 * @return the state, by the clock
	 */
	public ModelState state() {
		return this.health.snapshot().state(this.ticker.nanos());
	}

	/**
	 * Share of successes among the calls of the window.
	 * @return 0 to 1, 1 without calls
	 */
	public double successRate() {
		return this.health.statistics().successRate(this.ticker.nanos());
	}

	/**
	 * How healthy the model is.
	 * @return 0 to 1 unless weights are configured otherwise; half of the best without
	 * calls
	 */
	public double score() {
		return this.health.score(this.ticker.nanos());
	}

	/**
	 * How long until the model may be used again.
	 * @return seconds: zero when it may be used now, {@link Double#POSITIVE_INFINITY}
	 * when only somebody's hand ends a standby
	 */
	public double cooldownSeconds() {
		long until = this.health.snapshot().usableFrom();
		return (until != Long.MAX_VALUE) ? Math.max(0, until - this.ticker.nanos()) / NANOS_PER_SECOND
				: Double.POSITIVE_INFINITY;
	}

}
