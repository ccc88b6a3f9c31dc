package dev.understudy.routing;

import dev.understudy.ModelCall;
import dev.understudy.Outcome;
import dev.understudy.Routed;
import dev.understudy.failure.FailureKind;
import dev.understudy.health.Answers.Turn;
import dev.understudy.health.Lease;
import org.jspecify.annotations.Nullable;

/**
 * Drives calls on the thread of their caller.
 * <p>
 * The interrupt flag of that thread is clear afterwards, unless the thread itself was
 * interrupted: then it is set, whatever the outcome.
 */
public final class SyncCalls {

	private final Engine engine;

	private final Timer timer;

	private final Attempts attempts;

	private final Spotlights spotlights;

	SyncCalls(Engine engine, Timer timer, Attempts attempts) {
		this.engine = engine;
		this.timer = timer;
		this.attempts = attempts;
		this.spotlights = engine.spotlights();
	}

	/**
	 * Takes a call through its chain. Most calls are answered by the first model that may
	 * be used: as long as nothing goes wrong they need no {@link Call}, unless somebody
	 * observes.
	 * @param <T> the answer's type
	 * @param spec how it is to be made
	 * @param question what it asks
	 * @param work what to do with a model
	 * @return the answer of a model or a rung
	 * @throws Exception what the work threw, where no other model may be tried
	 */
	public <T extends @Nullable Object> T call(CallSpec spec, Question question, ModelCall<T> work) throws Exception {
		Ensemble ensemble = this.engine.ensemble();
		ChainPlan chain = spec.plan(ensemble);
		long now = this.engine.ticker().nanos();
		int at = (spec.plain(chain) && this.spotlights.none()) ? chain.row().usable(0, spec.demands(), now)
				: chain.row().size();
		while (at < chain.row().size()) {
			Seat seat = chain.row().seat(at);
			if (seat.live().allowance() != null) {
				break;
			}
			Lease lease = seat.live().lease(now, seat.patience());
			if (lease != null) {
				T answer;
				try {
					long timeout = seat.timeoutNanos(spec.deadlineNanos(chain));
					answer = this.attempts.make(seat, seat, now, timeout, question, work);
				}
				catch (Exception ex) {
					Call call = new Call(this.engine, ensemble, spec, question, now, Spotlight.OFF);
					return goOn(call.after(at, lease), ex, work);
				}
				catch (Throwable ex) {
					broken(seat, lease);
					chain.reports().unanswered(Outcome.FAILED, this.engine.ticker().nanos() - now);
					throw ex;
				}
				Outcome outcome = chain.row().passesOver(at, spec.demands()) ? Outcome.FELL_BACK : Outcome.ANSWERED;
				long took = returned(seat, lease, Turn.of(outcome));
				try {
					this.engine.remember(answer, seat, spec, chain, question);
				}
				finally {
					chain.reports().answered(seat, outcome, took, took);
				}
				return answer;
			}
			at = chain.row().usable(at + 1, spec.demands(), now);
		}
		Spotlight spotlight = this.spotlights.here();
		return observed(new Call(this.engine, ensemble, spec, question, now, spotlight), work, spotlight);
	}

	/**
	 * Takes a call through its chain, and tells who answered.
	 * @param <T> the answer's type
	 * @param spec how it is to be made
	 * @param question what it asks
	 * @param work what to do with a model
	 * @return the answer with its history
	 * @throws Exception what the work threw, where no other model may be tried
	 */
	public <T extends @Nullable Object> Routed<T> route(CallSpec spec, Question question, ModelCall<T> work)
			throws Exception {
		Spotlight spotlight = this.spotlights.here();
		Call call = new Call(this.engine, spec.withReport(), question, spotlight);
		T answer = observed(call, work, spotlight);
		return call.routed(answer);
	}

	/** Gives a lease back, of which no call was told; answers how long it was out. */
	private long returned(Seat seat, Lease lease, Turn turn) {
		long now = this.engine.ticker().nanos();
		seat.live().left();
		lease.succeededHere(now, seat.counters().answers(), turn);
		return now - lease.since();
	}

	/** The same for an attempt that ended without an outcome. */
	private static void broken(Seat seat, Lease lease) {
		seat.live().left();
		lease.ignored();
		seat.counters().broken();
	}

	private <T extends @Nullable Object> T goOn(Call call, Throwable thrown, ModelCall<T> work) throws Exception {
		failed(call, thrown);
		return drive(call, work);
	}

	/**
	 * Drives a call, and ends its observation even where it cannot be driven to its end.
	 */
	private <T extends @Nullable Object> T observed(Call call, ModelCall<T> work, Spotlight spotlight)
			throws Exception {
		if (!spotlight.isOn()) {
			return drive(call, work);
		}
		try {
			return drive(call, spotlight.around(work));
		}
		finally {
			spotlight.ended(Outcome.FAILED, null, FailureKind.UNKNOWN);
		}
	}

	private <T extends @Nullable Object> T drive(Call call, ModelCall<T> work) throws Exception {
		while (true) {
			switch (next(call)) {
				case ATTEMPT -> {
					T answer;
					try {
						answer = this.attempts.make(call.seat(), call.running(), call.since(), call.timeoutNanos(),
								call.question(), work);
					}
					catch (Throwable ex) {
						failed(call, ex);
						continue;
					}
					call.answered(answer);
					return answer;
				}
				case PAUSE -> pause(call);
				case RESERVE -> throw new IllegalStateException("Blocking calls reserve at once");
				case OVER -> {
					return conclude(call);
				}
			}
		}
	}

	/** A call that breaks on its way to an attempt gives back what it has taken. */
	private static Call.Step next(Call call) {
		try {
			return call.next();
		}
		catch (RuntimeException | Error ex) {
			call.broken();
			throw ex;
		}
	}

	/**
	 * Tells a call what its attempt threw, or throws what no call handles. Whoever reads
	 * failures may break, too: the lease comes back nevertheless.
	 */
	private static void failed(Call call, Throwable thrown) {
		try {
			if (!(thrown instanceof Exception exception) || thrown instanceof AttemptRefusedException) {
				throw SyncCalls.<Error>asItIs(thrown);
			}
			call.failed(exception);
		}
		catch (Throwable ex) {
			call.broken();
			throw ex;
		}
	}

	private void pause(Call call) {
		try {
			this.timer.pause(call.takePause());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			call.cancelled(ex);
		}
	}

	/** Rungs answer an interrupted caller, too, and are not disturbed by its flag. */
	private static <T extends @Nullable Object> T conclude(Call call) throws Exception {
		boolean interrupted = Thread.interrupted();
		try {
			Conclusion conclusion = call.conclude();
			Throwable thrown = conclusion.thrown();
			if (thrown instanceof Exception exception) {
				throw exception;
			}
			return conclusion.answer();
		}
		finally {
			if (interrupted) {
				Thread.currentThread().interrupt();
			}
		}
	}

	/** Whatever was thrown, be it declared or not. */
	@SuppressWarnings({ "unchecked", "TypeParameterUnusedInFormals" })
	private static <X extends Throwable> X asItIs(Throwable thrown) throws X {
		throw (X) thrown;
	}

}
