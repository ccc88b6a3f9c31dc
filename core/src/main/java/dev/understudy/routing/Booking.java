package dev.understudy.routing;

import java.util.concurrent.TimeUnit;

import dev.understudy.limit.Claim;
import dev.understudy.limit.Reservation;
import org.jspecify.annotations.Nullable;

/**
 * A model that a call is to have as soon as a store has told of its limits. Has a place
 * among the attempts that run at once already, so that no more reserve than may run. Used
 * in turns of the call, except for what waits for it.
 *
 * @param seat the model's place
 * @param claim what the store is to tell
 * @param since when it was asked, in nanoseconds of the ticker
 */
record Booking(Seat seat, Claim claim, long since) {

	/** How long a store may take, until it counts as down. */
	static final long PATIENCE = TimeUnit.MILLISECONDS.toNanos(100);

	/** Whether nothing is to be waited for any more. */
	boolean isOver(long now) {
		return this.claim.isDone() || left(now) <= 0;
	}

	/** How long to wait at most. */
	long left(long now) {
		return PATIENCE - (now - this.since);
	}

	/** What the store gave, or what there is without it. */
	@Nullable Reservation take() {
		try {
			return this.claim.isDone() ? this.claim.take() : this.claim.takeAlone();
		}
		catch (Throwable ex) {
			this.seat.live().left();
			throw ex;
		}
	}

	/** Nobody wants it any more. */
	void leave() {
		this.claim.leave();
		this.seat.live().left();
	}

}
