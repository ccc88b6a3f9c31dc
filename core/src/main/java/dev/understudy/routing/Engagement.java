package dev.understudy.routing;

import dev.understudy.ChainExhaustedException;
import dev.understudy.CurrentModel;
import dev.understudy.failure.Failure;
import dev.understudy.failure.ModelVerdict;
import dev.understudy.health.Lease;
import dev.understudy.limit.Reservation;
import org.jspecify.annotations.Nullable;

/**
 * The model that one call has engaged: its place, the lease, and what was reserved of its
 * limits. Counts the attempts of the call, and gives back what each of them held.
 */
final class Engagement {

	private final String chain;

	private @Nullable Seat seat;

	private @Nullable Lease lease;

	/** What the attempt reserved, {@code null} where nothing is bounded. */
	private @Nullable Reservation reservation;

	private int number;

	private int tries;

	private boolean running;

	/** Of a call that begins in a chain. */
	Engagement(String chain) {
		this.chain = chain;
	}

	/** Looks at a model without a lease of it. */
	void lookAt(Seat candidate) {
		this.seat = candidate;
	}

	/** Engages a model whose lease was given. */
	void engage(Seat candidate, Lease given, @Nullable Reservation reserved) {
		this.seat = candidate;
		this.lease = given;
		this.reservation = reserved;
	}

	/** Whether a model is the one that was engaged last. */
	boolean isOf(Seat candidate) {
		return this.seat == candidate;
	}

	/** The place of the model. */
	Seat seat() {
		Seat taken = this.seat;
		if (taken == null) {
			throw new IllegalStateException("No model of chain '" + this.chain + "' was taken yet");
		}
		return taken;
	}

	Lease lease() {
		Lease given = this.lease;
		if (given == null) {
			throw new IllegalStateException("No lease for chain '" + this.chain + "' was given yet");
		}
		return given;
	}

	/** When the attempt began, by the engine's ticker. */
	long since() {
		return lease().since();
	}

	/** The attempt as code inside it knows it. */
	CurrentModel.Running attempt() {
		return (this.reservation != null) ? new LimitedAttempt(seat(), this.reservation) : seat();
	}

	/** An attempt begins, of the same model as the one before or of another. */
	void begin(boolean again) {
		this.number++;
		this.tries = again ? this.tries + 1 : 1;
		this.running = true;
	}

	/** Whether no attempt was made yet. */
	boolean none() {
		return this.number == 0;
	}

	boolean isRunning() {
		return this.running;
	}

	/** How often the latest model was tried in a row. */
	int tries() {
		return this.tries;
	}

	/** What a failure of the attempt says about the model. */
	ModelVerdict verdict(Failure failure) {
		return (failure.cause() instanceof ChainExhaustedException) ? ModelVerdict.NOTHING
				: seat().settings().failures().verdict(failure.kind());
	}

	/** Gives the model's place back, before anything that may throw. */
	void leave() {
		if (this.running) {
			this.running = false;
			seat().live().left();
		}
	}

	/** The attempt keeps what it reserved of its model's limits. */
	void keep() {
		if (this.reservation != null) {
			this.reservation.keep();
		}
	}

	/** Ends the running attempt with what its failure says about the model. */
	Take failed(Failure failure, ModelVerdict verdict, long now) {
		leave();
		giveBack();
		if (verdict != ModelVerdict.NOTHING) {
			lease().failed(failure, verdict, now);
		}
		else {
			lease().ignored();
		}
		return take(failure, now);
	}

	/**
	 * Ends the running attempt, if there is one, without an outcome; answers whether
	 * there was.
	 */
	boolean broken() {
		boolean midway = this.running;
		if (midway) {
			leave();
			giveBack();
			lease().ignored();
			seat().counters().broken();
		}
		return midway;
	}

	/** The latest attempt, as it is told. */
	Take take(@Nullable Failure failure, long now) {
		return new Take(seat(), this.number, since(), now - since(), failure);
	}

	private void giveBack() {
		if (this.reservation != null) {
			this.reservation.giveBack();
		}
	}

}
