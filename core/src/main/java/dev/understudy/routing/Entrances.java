package dev.understudy.routing;

import dev.understudy.failure.Failure;
import dev.understudy.failure.ModelVerdict;
import dev.understudy.health.Lease;
import org.jspecify.annotations.Nullable;

/**
 * Counts the attempts of one call, and knows whether one runs.
 */
final class Entrances {

	private int number;

	private int tries;

	private boolean running;

	/** An attempt begins, of the same model as the one before or of another. */
	void begin(boolean again) {
		this.number++;
		this.tries = again ? this.tries + 1 : 1;
		this.running = true;
	}

	boolean none() {
		return this.number == 0;
	}

	boolean running() {
		return this.running;
	}

	/** How often the latest model was tried in a row. */
	int tries() {
		return this.tries;
	}

	/** Gives the model's place back, before anything that may throw. */
	void leave(Lineup lineup) {
		if (this.running) {
			this.running = false;
			lineup.seat().live().left();
		}
	}

	/** Ends the running attempt with what its failure says about the model. */
	Take failed(Lineup lineup, Failure failure, ModelVerdict verdict, long now) {
		leave(lineup);
		lineup.giveBack();
		Lease lease = lineup.lease();
		if (verdict != ModelVerdict.NOTHING) {
			lease.failed(failure, verdict, now);
		}
		else {
			lease.ignored();
		}
		return take(lineup, failure, now);
	}

	/**
	 * Ends the running attempt, if there is one, without an outcome; answers whether
	 * there was.
	 */
	boolean broken(Lineup lineup) {
		boolean midway = this.running;
		if (midway) {
			leave(lineup);
			lineup.giveBack();
			lineup.lease().ignored();
			lineup.seat().counters().broken();
		}
		return midway;
	}

	/** The latest attempt, as it is told. */
	Take take(Lineup lineup, @Nullable Failure failure, long now) {
		long began = lineup.lease().since();
		return new Take(lineup.seat(), this.number, began, now - began, failure);
	}

}
