package dev.understudy.routing;

import dev.understudy.Outcome;
import dev.understudy.failure.Failure;
import dev.understudy.failure.FailureKind;
import org.jspecify.annotations.Nullable;

/**
 * Tells what happens to one call to those who hear of its chain and to whoever observes
 * it, and of its end once.
 */
final class CallReports {

	private final ChainReports chain;

	private final Spotlight spotlight;

	private boolean ended;

	/** Of a call that begins. */
	CallReports(ChainReports chain, Spotlight spotlight) {
		this.chain = chain;
		this.spotlight = spotlight;
		spotlight.on(chain.chain());
	}

	/** Whether somebody observes the call. */
	boolean observed() {
		return this.spotlight.isOn();
	}

	/** A model answers, whatever becomes of its answer. */
	void end() {
		this.ended = true;
	}

	void answered(Seat seat, Outcome outcome, long took, long elapsed) {
		this.spotlight.attempted(seat.model(), null);
		this.spotlight.ended(outcome, seat.model(), null);
		this.chain.answered(seat, outcome, took, elapsed);
	}

	void failed(Take take, Failure failure) {
		this.spotlight.attempted(take.seat().model(), failure.kind());
		this.chain.failed(take.seat(), failure, take.took());
	}

	/** An attempt has ended without an outcome, of which only an observer hears. */
	void broken(Seat seat) {
		this.spotlight.attempted(seat.model(), FailureKind.UNKNOWN);
	}

	/** The call has ended without the answer of a model, unless it had ended before. */
	void unanswered(Outcome outcome, @Nullable FailureKind kind, long elapsed) {
		this.spotlight.ended(outcome, null, kind);
		if (!this.ended) {
			this.ended = true;
			this.chain.unanswered(outcome, elapsed);
		}
	}

	/** A rung is about to run on this thread. */
	Runnable open() {
		return this.spotlight.open();
	}

}
