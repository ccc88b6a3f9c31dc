package dev.understudy.routing;

import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

import dev.understudy.ChainExhaustedException;
import dev.understudy.CurrentModel;
import dev.understudy.Model;
import dev.understudy.Outcome;
import dev.understudy.Routed;
import dev.understudy.failure.AttemptTimeoutException;
import dev.understudy.failure.Failure;
import dev.understudy.failure.FailureKind;
import dev.understudy.failure.FailurePolicy;
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

	/** How often a call that waits for a model looks whether there is a place. */
	private static final long POLL = TimeUnit.MILLISECONDS.toNanos(50);

	/** How long such a call looks away at most: an operator may bring a model back. */
	private static final long GLANCE = TimeUnit.SECONDS.toNanos(1);

	private static final long UNASKED = -1;

	private final Engine engine;

	/** What was in force when the call began, for all of its way. */
	private final Ensemble ensemble;

	private final CallSpec spec;

	private final Question question;

	private final ChainPlan chain;

	private final Tempo tempo;

	private Lineup lineup;

	private @Nullable Story story;

	private final Entrances entrances = new Entrances();

	private boolean again;

	private boolean over;

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
		this.ensemble = ensemble;
		this.spec = spec;
		this.question = question;
		this.chain = spec.plan(ensemble);
		this.tempo = new Tempo(began, spec.deadlineNanos(this.chain));
		this.lineup = new Lineup(this.chain, spec, engine.random());
		this.asked = began;
		this.reports = new CallReports(this.chain.reports(), spotlight);
	}

	/** Goes on after an attempt that runs, of the first model that could be leased. */
	Call after(int index, Lease lease) {
		this.lineup.opened(index, lease);
		this.asked = UNASKED;
		begin(lease.since());
		return this;
	}

	/** A call whose answer comes piece by piece. */
	Call streaming() {
		this.lineup.streaming();
		return this;
	}

	/**
	 * Decides what is to be done next.
	 * @return the next step
	 */
	public Step next() {
		long now = (this.asked != UNASKED) ? this.asked : now();
		this.asked = UNASKED;
		if (!this.over && this.tempo.isUp(now)) {
			story().outOfTime();
			this.over = true;
		}
		if (this.over) {
			return Step.OVER;
		}
		if (this.tempo.pauses()) {
			return Step.PAUSE;
		}
		boolean retry = this.again;
		this.again = false;
		if ((retry && this.lineup.takeAgain(now)) || this.lineup.take(now)) {
			return begin(now);
		}
		return this.entrances.none() ? nobodyThere(now) : end();
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
		return this.lineup.running();
	}

	/** How the call ends if the running attempt answers. */
	public Outcome prospect() {
		boolean movedOn = this.story != null && this.story.hasMovedOn();
		return (movedOn || this.lineup.hasPassedOver()) ? Outcome.FELL_BACK : Outcome.ANSWERED;
	}

	/**
	 * How the chain of the running attempt treats answers that come piece by piece.
	 * @return the rules for streams
	 */
	public StreamSettings streams() {
		return this.lineup.chain().settings().streams();
	}

	/**
	 * What is left of the deadline.
	 * @return nanoseconds, 0 for no deadline, at least 1 otherwise
	 */
	public long leftNanos() {
		return this.tempo.left(now());
	}

	/**
	 * How long the running attempt may take: its own timeout or what is left of the
	 * deadline, whichever is shorter.
	 * @return nanoseconds, 0 for no bound
	 */
	public long timeoutNanos() {
		return this.tempo.timeout();
	}

	/**
	 * Bounds the running attempt from now on in the place of its model's timeout, for an
	 * answer that comes piece by piece.
	 * @param own nanoseconds, 0 for no bound
	 * @return nanoseconds: the given ones or what is left of the deadline, whichever is
	 * shorter; 0 for no bound
	 */
	public long timeoutNanos(long own) {
		this.tempo.attempt(own, now());
		return this.tempo.timeout();
	}

	/**
	 * How long to wait after {@link Step#PAUSE}. Asked once a pause.
	 * @return nanoseconds
	 */
	public long takePause() {
		return this.tempo.takePause();
	}

	/** The running attempt, of a stream, has brought its first content. Said once. */
	public void firstContent() {
		this.chain.reports().firstContent(seat(), now() - since());
	}

	/**
	 * The model answered.
	 * @param value what it answered
	 */
	public void answered(@Nullable Object value) {
		long now = now();
		Seat seat = seat();
		this.entrances.leave(this.lineup);
		Outcome outcome = prospect();
		boolean rerouted = this.lineup.chain() != this.chain;
		Turn turn = rerouted ? Turn.REROUTED : Turn.of(outcome);
		this.lineup.lease().succeeded(now, seat.counters().answers(), turn);
		if (rerouted) {
			this.chain.reports().count(outcome);
		}
		this.over = true;
		this.reports.end();
		if (this.spec.reporting()) {
			story().answered(this.entrances.take(this.lineup, null, now));
		}
		try {
			this.engine.remember(value, running(), this.spec, this.chain, this.question);
		}
		finally {
			this.lineup.keep();
			this.reports.answered(seat, outcome, now - since(), this.tempo.elapsed(now));
		}
	}

	/**
	 * The attempt failed.
	 * @param thrown what the model call threw
	 */
	public void failed(Exception thrown) {
		long now = now();
		FailurePolicy policy = seat().settings().failures();
		Failure failure = classified(thrown);
		if (thrown instanceof AttemptTimeoutException && this.tempo.endsAttempt() && this.tempo.isUp(now)) {
			settle(failure, ModelVerdict.NOTHING, now);
			story().outOfTime();
			this.over = true;
			return;
		}
		settle(failure, verdict(failure, policy), now);
		if (failure.kind() == FailureKind.CONTEXT_LENGTH) {
			this.lineup.overflowed();
		}
		String reroute = this.lineup.chain().settings().reroutes().get(failure.kind());
		if (reroute != null && failure.kind() != FailureKind.CANCELLED) {
			this.lineup = this.lineup.rerouted(this.ensemble.chain(reroute));
		}
		else if (policy.retries(failure.kind()) && worthARetry(failure, now)) {
			this.again = true;
		}
		else if (!policy.fallsBack(failure.kind())) {
			story().refused(thrown);
			this.over = true;
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
		settle(cause, verdict(cause, seat().settings().failures()), now());
		unanswered(Outcome.FAILED, cause.kind());
		return cause;
	}

	/**
	 * The attempt ended with an {@link Error}, which is nobody's to handle, or the driver
	 * cannot go on. May be reported between attempts, too.
	 */
	public void broken() {
		if (this.entrances.broken(this.lineup) && this.reports.observed()) {
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
		if (this.entrances.running()) {
			settle(Failure.of(FailureKind.CANCELLED, thrown), ModelVerdict.NOTHING, now());
		}
		story().cancelled(thrown);
		this.over = true;
	}

	/**
	 * Ends a call that no model answered: lets the rungs answer, or says what is to be
	 * thrown. Follows {@link Step#OVER}, once.
	 * @return how the call ended
	 */
	public Conclusion conclude() {
		Story told = story();
		Fall fall = told.fall(this.chain.name(), this.lineup, now());
		Runnable close = this.reports.open();
		try {
			return new Finale(this.spec, this.question, this.chain).play(fall, told);
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
		return story().routed(value, this.chain.name(), this.lineup, now());
	}

	Seat seat() {
		return this.lineup.seat();
	}

	/** When the running attempt began, by the engine's ticker. */
	long since() {
		return this.lineup.lease().since();
	}

	Question question() {
		return this.question;
	}

	private Step begin(long now) {
		Seat seat = seat();
		Seat from = (this.story != null) ? this.story.failedSeat() : null;
		if (from != null && !from.model().id().equals(seat.model().id())) {
			fallBack(from, seat);
		}
		this.entrances.begin(seat == from);
		this.tempo.attempt(seat.timeoutNanos(), now);
		return Step.ATTEMPT;
	}

	private void fallBack(Seat from, Seat to) {
		Failure failure = story().failure();
		story().movedOn();
		this.chain.reports().fellBack(from, to, (failure != null) ? failure.kind() : FailureKind.UNKNOWN);
	}

	private Step nobodyThere(long now) {
		return switch (this.chain.settings().whenUnavailable()) {
			case FAIL -> end();
			case WAIT -> await(now);
			case TRY_ANYWAY -> {
				this.lineup.restart(true);
				yield this.lineup.take(now) ? begin(now) : end();
			}
		};
	}

	private Step await(long now) {
		long from = this.lineup.usableFrom();
		long wait = (from > now) ? from - now : POLL;
		if (!this.tempo.pauseFor(wait, now)) {
			return end();
		}
		this.tempo.pauseFor(Math.min(wait, GLANCE), now);
		this.lineup.restart(false);
		return Step.PAUSE;
	}

	private Step end() {
		this.over = true;
		return Step.OVER;
	}

	/** Gives the lease back with what the failure says about the model. */
	private void settle(Failure failure, ModelVerdict verdict, long now) {
		Take take = this.entrances.failed(this.lineup, failure, verdict, now);
		story().failed(take, failure);
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

	private static ModelVerdict verdict(Failure failure, FailurePolicy policy) {
		return (failure.cause() instanceof ChainExhaustedException) ? ModelVerdict.NOTHING
				: policy.verdict(failure.kind());
	}

	/** Whether the same model may be tried again in time; if so, the pause is planned. */
	private boolean worthARetry(Failure failure, long now) {
		OptionalLong wait = seat().settings()
			.retry()
			.wait(this.entrances.tries(), seat().live().health().snapshot(), failure, now, this.engine.random());
		return wait.isPresent() && this.tempo.pauseFor(wait.getAsLong(), now);
	}

	private void unanswered(Outcome outcome, @Nullable FailureKind kind) {
		this.over = true;
		this.reports.unanswered(outcome, kind, this.tempo.elapsed(now()));
	}

	private Story story() {
		Story told = this.story;
		if (told == null) {
			told = new Story(this.engine.ticker());
			this.story = told;
		}
		return told;
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

		/** Nobody is left: {@link Call#conclude()}. */
		OVER

	}

}
