package dev.understudy.routing;

import java.util.List;

import dev.understudy.selection.SelectionStrategy;
import dev.understudy.selection.Strategies;

/**
 * A chain, ready for use. Immutable.
 *
 * @param settings how it is configured
 * @param row its places in the order written
 * @param strategy what orders them, whatever it throws
 * @param deadlineNanos the bound of a call, 0 for none
 * @param ladder what answers when no model can
 * @param counters what is counted of its calls
 * @param reports who is told of its calls
 */
record ChainPlan(ChainSettings settings, Row row, SelectionStrategy strategy, long deadlineNanos, Ladder ladder,
		ChainCounters counters, ChainReports reports) {

	/** Whether the models are tried in the order written. */
	boolean asWritten() {
		return this.settings.strategy() == Strategies.PRIORITY;
	}

	List<Seat> seats() {
		return this.row.all();
	}

	String name() {
		return this.settings.name();
	}

	/**
	 * When the first model that meets the demands is not on standby, be it in the past.
	 */
	long usableFrom(Demands demands) {
		return first(demands, Long.MIN_VALUE);
	}

	/**
	 * When the first model that meets the demands and is on standby now may be used
	 * again; {@link Long#MAX_VALUE} for never by itself.
	 */
	long firstReturn(Demands demands, long now) {
		return first(demands, now);
	}

	private long first(Demands demands, long after) {
		long first = Long.MAX_VALUE;
		for (int i = 0; i < this.row.size(); i++) {
			Seat seat = this.row.seat(i);
			long from = seat.live().health().snapshot().usableFrom();
			if (from > after && demands.unmetBy(seat) == null) {
				first = Math.min(first, from);
			}
		}
		return first;
	}

}
