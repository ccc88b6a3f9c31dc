package dev.understudy.routing;

import dev.understudy.CallDegraded;
import dev.understudy.CallFellBack;
import dev.understudy.ChainExhausted;
import dev.understudy.Outcome;
import dev.understudy.failure.Failure;
import dev.understudy.failure.FailureKind;
import dev.understudy.health.Ticker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts, logs and tells what happens to the calls of one chain. Makes no event that
 * nobody would hear.
 */
final class ChainReports {

	private static final Logger logger = LoggerFactory.getLogger("dev.understudy.routing");

	private final String chain;

	private final ChainCounters counters;

	private final Listeners listeners;

	private final Ticker ticker;

	ChainReports(String chain, ChainCounters counters, Listeners listeners, Ticker ticker) {
		this.chain = chain;
		this.counters = counters;
		this.listeners = listeners;
		this.ticker = ticker;
	}

	/** The chain's name, as others hear it. */
	String chain() {
		return this.chain;
	}

	/**
	 * A model answered, and the call has ended with that.
	 * @param seat the model's place
	 * @param outcome how the call ended
	 * @param took how long the attempt ran
	 * @param elapsed how long the call ran
	 */
	void answered(Seat seat, Outcome outcome, long took, long elapsed) {
		if (!this.listeners.isEmpty()) {
			this.listeners.attempted(this.chain, seat.model(), null, took);
			this.listeners.called(this.chain, outcome, seat.model(), elapsed);
		}
	}

	void failed(Seat seat, Failure failure, long took) {
		seat.counters().failed(failure.kind());
		this.listeners.attempted(this.chain, seat.model(), failure, took);
	}

	/** The first content of a stream has come. */
	void firstContent(Seat seat, long took) {
		if (!this.listeners.isEmpty()) {
			this.listeners.tell((listener) -> listener.firstContent(this.chain, seat.model(), took));
		}
	}

	void fellBack(Seat from, Seat to, FailureKind kind) {
		from.counters().fellBackFrom();
		to.counters().fellBackTo();
		String fromId = from.model().id();
		String toId = to.model().id();
		if (logger.isDebugEnabled()) {
			logger.debug("Chain '{}' falls back from model '{}' to '{}': {}", this.chain, fromId, toId, kind);
		}
		if (!this.listeners.isEmpty()) {
			CallFellBack event = new CallFellBack(this.chain, fromId, toId, kind, this.ticker.instant());
			this.listeners.tell((listener) -> listener.fellBack(event));
		}
	}

	void degraded(FailureKind kind, String rung) {
		if (!this.listeners.isEmpty()) {
			CallDegraded event = new CallDegraded(this.chain, kind, rung, this.ticker.instant());
			this.listeners.tell((listener) -> listener.degraded(event));
		}
	}

	void exhausted(Setback setback) {
		logger.warn("{}", setback.reason());
		if (!this.listeners.isEmpty()) {
			ChainExhausted event = new ChainExhausted(this.chain, setback.kind(), this.ticker.instant(),
					setback.retryAfter());
			this.listeners.tell((listener) -> listener.exhausted(event));
		}
	}

	/** Counts a call that no model of this chain answered. */
	void count(Outcome outcome) {
		this.counters.ended(outcome);
	}

	/** A call has ended that no model answered. */
	void unanswered(Outcome outcome, long elapsed) {
		this.counters.ended(outcome);
		this.listeners.called(this.chain, outcome, null, elapsed);
	}

}
