package dev.understudy.health;

import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import java.util.function.UnaryOperator;

/**
 * The snapshot of a model that stands now. Replaced by compare-and-set; only the winner
 * of a change reports it.
 */
class ReportedState {

	private static final AtomicReferenceFieldUpdater<ReportedState, HealthSnapshot> SNAPSHOT = AtomicReferenceFieldUpdater
		.newUpdater(ReportedState.class, HealthSnapshot.class, "snapshot");

	private final String modelId;

	final Ticker ticker;

	private final HealthListener listener;

	final CallStatistics statistics;

	private volatile HealthSnapshot snapshot = HealthSnapshot.active();

	/**
	 * What the snapshot says, here so that many models on standby are passed over without
	 * a look at the snapshot of each.
	 */
	private volatile long usableFrom;

	ReportedState(String modelId, Ticker ticker, HealthListener listener, CallStatistics statistics) {
		this.modelId = modelId;
		this.ticker = ticker;
		this.listener = listener;
		this.statistics = statistics;
	}

	/** As {@link #get} says, without a look into the snapshot. */
	final long seenUsableFrom() {
		return this.usableFrom;
	}

	final HealthSnapshot get() {
		return this.snapshot;
	}

	/** The snapshot without the reasons that are over. */
	HealthSnapshot settled(long now) {
		while (true) {
			HealthSnapshot seen = this.snapshot;
			HealthSnapshot settled = seen.clear() ? seen : seen.at(now, this.statistics);
			if (replace(seen, settled)) {
				return settled;
			}
		}
	}

	/**
	 * Brings about a change, after the reasons that are over have been seen to end.
	 * @return the snapshot that was changed
	 */
	HealthSnapshot update(long now, UnaryOperator<HealthSnapshot> change) {
		HealthSnapshot seen;
		do {
			seen = settled(now);
		}
		while (!replace(seen, change.apply(seen)));
		return seen;
	}

	/** Tells what is about others, too. */
	void refused(Hold hold) {
		this.listener.refused(this.modelId, hold.standby());
	}

	/** Answers {@code false} when somebody else was quicker. */
	boolean replace(HealthSnapshot seen, HealthSnapshot next) {
		if (next == seen) {
			return true;
		}
		if (!SNAPSHOT.compareAndSet(this, seen, next)) {
			return false;
		}
		if (next.holds != seen.holds) {
			follow();
		}
		next.holds.addedTo(seen.holds).forEach((standby) -> this.listener.stoodDown(this.modelId, standby));
		if (!seen.clear() && next.clear()) {
			this.listener.recovered(this.modelId, this.ticker.instant());
		}
		if (next.holds != seen.holds) {
			this.listener.changed(this.modelId);
		}
		return true;
	}

	/**
	 * Writes down what the snapshot says. Whoever writes looks once more, so that the
	 * last one to write has seen the last snapshot.
	 */
	private void follow() {
		HealthSnapshot seen;
		do {
			seen = this.snapshot;
			this.usableFrom = seen.usableFrom();
		}
		while (seen != this.snapshot);
	}

}
