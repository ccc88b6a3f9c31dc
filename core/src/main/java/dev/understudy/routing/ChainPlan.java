package dev.understudy.routing;

import java.util.List;

/**
 * A chain, ready for use. Immutable.
 *
 * @param settings how it is configured
 * @param seats its places in the order written
 * @param deadlineNanos the bound of a call, 0 for none
 * @param ladder what answers when no model can
 * @param counters what is counted of its calls
 * @param reports who is told of its calls
 */
record ChainPlan(ChainSettings settings, List<Seat> seats, long deadlineNanos, Ladder ladder, ChainCounters counters,
		ChainReports reports) {

	ChainPlan {
		seats = List.copyOf(seats);
	}

	String name() {
		return this.settings.name();
	}

}
