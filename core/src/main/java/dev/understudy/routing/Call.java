package dev.understudy.routing;

import dev.understudy.CurrentModel;
import dev.understudy.Model;
import dev.understudy.Outcome;
import dev.understudy.Routed;
import dev.understudy.failure.Failure;
import dev.understudy.failure.FailureKind;
import dev.understudy.failure.ModelVerdict;
import dev.understudy.health.Answers.Turn;
import dev.understudy.health.Lease;
import org.jspecify.annotations.Nullable;

/**
 * One call on its way through a chain: says what is to be done next, and learns what came
 * of it. Never blocks and runs nothing, so that blocking, asynchronous and reactive code
 * drive it alike.
 * <p>
 * A driver asks {@link #next()}; after {@link Step#ATTEMPT} it reports exactly one of
 * {@link #answered}, {@link #failed}, {@link #brokeOff}, {@link #broken} and
 * {@link #cancelled}. Not thread-safe: whoever drives it hands it from thread to thread
 * safely.
 */
public final class Call {

	private static final long UNASKED = -1;

	private final Engine engine;

	private final CallSpec spec;

	private final Question question;

	private final Course course;

	private final CallReports reports;

	/** The time that was just read, for the first step. */
	private long asked = UNASKED;

	Call(Engine engine, CallSpec spec, Question question, Spotlight spotlight) {
		this(engine, engine.ensemble(), spec, question, engine.ticker().nanos(), spotlight);
		this.asked = UNASKED;
	}

	/**
	 * A call that began just now, with what was in force then; its driver asks at once.
	 */
	Call(Engine engine, Ensemble ensemble, CallSpec spec, Question question, long began, Spotlight spotlight) {
		this.engine = engine;
		this.spec = spec;
		this.question = question;
		ChainPlan chain = spec.plan(ensemble);
		this.course = new Course(engine, ensemble, chain, spec, began);
		this.asked = began;
		this.reports = new CallReports(chain.reports(), spotlight);
	}

	/** Goes on after an attempt that runs, of the first model that could be leased. */
	Call after(int index, Lease lease) {
		this.course.after(index, lease);
		this.asked = UNASKED;
		return this;
	}

	/** A call whose answer comes piece by piece. */
	Call streaming() {
		this.course.streaming();
		return this;
	}

	/**
	 * Says that its driver waits for reservations without a thread: limits whose store
	 * takes its time are then a step of their own, {@link Step#RESERVE}. Otherwise
	 * {@link #next} waits for the store itself, a few milliseconds at most. Said before
	 * the first step, or before the first one that is not taken on the thread of a caller
	 * whose context cannot be carried.
	 * @return this call
	 */
	public Call reservingLater() {
		this.course.reserveLater();
		return this;
	}

	/**
	 * Decides what is to be done next.
	 * @return the next step
	 */
	public Step next() {
		long now = (this.asked != UNASKED) ? this.asked : now();
		this.asked = UNASKED;
		return this.course.next(now);
	}

	/**
	 * The model of the running attempt.
	 * @return the model
	 */
	public Model model() {
		return seat().model();
	}

	/**
	 * The running attempt as {@link CurrentModel} knows it.
	 * @return the attempt
	 */
	public CurrentModel.Running running() {
		return this.course.engagement().attempt();
	}

	/** How the call ends if the running attempt answers. */
	public Outcome prospect() {
		return this.course.prospect();
	}

	/**
	 * How the chain of the running attempt treats answers that come piece by piece.
	 * @return the rules for streams
	 */
	public StreamSettings streams() {
		return this.course.chain().settings().streams();
	}

	/**
	 * What is left of the deadline.
	 * @return nanoseconds, 0 for no deadline, at least 1 otherwise
	 */
	public long leftNanos() {
		return this.course.left(now());
	}

	/**
	 * How long the running attempt may take: its own timeout or what is left of the
	 * deadline, whichever is shorter.
	 * @return nanoseconds, 0 for no bound
	 */
	public long timeoutNanos() {
		return this.course.timeout();
	}

	/**
	 * Bounds the running attempt from now on in the place of its model's timeout, for an
	 * answer that comes piece by piece.
	 * @param own nanoseconds, 0 for no bound
	 * @return nanoseconds: the given ones or what is left of the deadline, whichever is
	 * shorter; 0 for no bound
	 */
	public long timeoutNanos(long own) {
		this.course.attempt(own, now());
		return this.course.timeout();
	}

	/**
	 * How long to wait after {@link Step#PAUSE}. Asked once a pause.
	 * @return nanoseconds
	 */
	public long takePause() {
		return this.course.takePause();
	}

	/**
	 * Waits after {@link Step#RESERVE}.
	 * @param then run when it is time to ask again: on any thread, which it must not hold
	 * up, and perhaps before this method returns. Asking again too often or too early
	 * does no harm.
	 * @return nanoseconds after which to ask again at the latest
	 */
	public long whenReserved(Runnable then) {
		return this.course.whenReserved(then, now());
	}

	/** The running attempt, of a stream, has brought its first content. Said once. */
	public void firstContent() {
		this.course.beganIn().reports().firstContent(seat(), now() - since());
	}

	/**
	 * The model answered.
	 * @param value what it answered
	 */
	public void answered(@Nullable Object value) {
		long now = now();
		Seat seat = seat();
		Engagement engagement = this.course.engagement();
		engagement.leave();
		Outcome outcome = prospect();
		ChainPlan chain = this.course.beganIn();
		boolean rerouted = this.course.chain() != chain;
		Turn turn = rerouted ? Turn.REROUTED : Turn.of(outcome);
		engagement.lease().succeeded(now, seat.counters().answers(), turn);
		if (rerouted) {
			chain.reports().count(outcome);
		}
		this.course.end();
		this.reports.end();
		if (this.spec.reporting()) {
			this.course.story().answered(engagement.take(null, now));
		}
		try {
			this.engine.remember(value, running(), this.spec, chain, this.question);
		}
		finally {
			engagement.keep();
			this.reports.answered(seat, outcome, now - since(), this.course.elapsed(now));
		}
	}

	/**
	 * The attempt failed.
	 * @param thrown what the model call threw
	 */
	public void failed(Exception thrown) {
		long now = now();
		Failure failure = classified(thrown);
		if (this.course.cut(thrown, now)) {
			settle(failure, ModelVerdict.NOTHING, now);
			this.course.outOfTime();
		}
		else {
			settle(failure, this.course.engagement().verdict(failure), now);
			this.course.follow(failure, thrown, now);
		}
	}

	/**
	 * The attempt failed after some of its answer had reached the caller, so that nobody
	 * else may answer. Ends the call; nothing follows it.
	 * @param thrown what the model call threw
	 * @return what it is
	 */
	public Failure brokeOff(Exception thrown) {
		Failure cause = classified(thrown);
		settle(cause, this.course.engagement().verdict(cause), now());
		unanswered(Outcome.FAILED, cause.kind());
		return cause;
	}

	/**
	 * The attempt ended with an {@link Error}, which is nobody's to handle, or the driver
	 * cannot go on. May be reported between attempts, too.
	 */
	public void broken() {
		if (this.course.engagement().broken() && this.reports.observed()) {
			this.reports.broken(seat());
		}
		unanswered(Outcome.FAILED, FailureKind.UNKNOWN);
	}

	/**
	 * The caller no longer wants an answer. May be reported in the place of an attempt's
	 * outcome, and between attempts.
	 * @param thrown what says so
	 */
	public void cancelled(Exception thrown) {
		if (this.course.engagement().isRunning()) {
			settle(Failure.of(FailureKind.CANCELLED, thrown), ModelVerdict.NOTHING, now());
		}
		this.course.story().cancelled(thrown);
		this.course.end();
	}

	/**
	 * Ends a call that no model answered: lets the rungs answer, or says what is to be
	 * thrown. Follows {@link Step#OVER}, once.
	 * @return how the call ended
	 */
	public Conclusion conclude() {
		Story told = this.course.story();
		Fall fall = told.fall(this.course.beganIn().name(), this.course.lineup(), now());
		Runnable close = this.reports.open();
		try {
			return new Finale(this.spec, this.question, this.course.beganIn()).play(fall, told);
		}
		finally {
			close.run();
			unanswered(told.hasDegraded() ? Outcome.DEGRADED : Outcome.FAILED,
					this.reports.observed() ? fall.kind() : null);
		}
	}

	/**
	 * The answer with its history. The spec must have asked for a report.
	 * @param <T> the answer's type
	 * @param value the answer, of a model or a rung
	 * @return the answer and who gave it
	 */
	public <T extends @Nullable Object> Routed<T> routed(T value) {
		return this.course.story().routed(value, this.course.beganIn().name(), this.course.lineup(), now());
	}

	Seat seat() {
		return this.course.engagement().seat();
	}

	/** When the running attempt began, by the engine's ticker. */
	long since() {
		return this.course.engagement().since();
	}

	Question question() {
		return this.question;
	}

	/** Gives the lease back with what the failure says about the model. */
	private void settle(Failure failure, ModelVerdict verdict, long now) {
		Take take = this.course.engagement().failed(failure, verdict, now);
		this.course.story().failed(take, failure);
		this.reports.failed(take, failure);
	}

	private Failure classified(Exception thrown) {
		try {
			return this.engine.classify(thrown, this.spec.trust());
		}
		catch (RuntimeException | Error ex) {
			broken();
			throw ex;
		}
	}

	private void unanswered(Outcome outcome, @Nullable FailureKind kind) {
		this.course.end();
		this.reports.unanswered(outcome, kind, this.course.elapsed(now()));
	}

	private long now() {
		return this.engine.ticker().nanos();
	}

	/**
	 * What a driver does next.
	 */
	public enum Step {

		/** Call {@link Call#model()}, within {@link Call#timeoutNanos()}. */
		ATTEMPT,

		/** Wait for {@link Call#takePause()}, then ask again. */
		PAUSE,

		/**
		 * Wait for {@link Call#whenReserved}, then ask again. Only for drivers that said
		 * {@link Call#reservingLater()}.
		 */
		RESERVE,

		/** Nobody is left: {@link Call#conclude()}. */
		OVER

	}

}
