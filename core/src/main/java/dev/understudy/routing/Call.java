package dev.understudy.routing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import dev.understudy.Attempt;
import dev.understudy.CurrentModel;
import dev.understudy.Degradation;
import dev.understudy.Model;
import dev.understudy.Outcome;
import dev.understudy.Routed;
import dev.understudy.Usage;
import dev.understudy.failure.AttemptTimeoutException;
import dev.understudy.failure.Failure;
import dev.understudy.failure.FailureKind;
import dev.understudy.failure.FailurePolicy;
import dev.understudy.failure.ModelVerdict;
import dev.understudy.health.HealthSnapshot;
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

	private static final long FOREVER = Long.MAX_VALUE;

	/** How often a call that waits for a model looks whether there is a place. */
	private static final long POLL = TimeUnit.MILLISECONDS.toNanos(50);

	private final Engine engine;

	private final CallSpec spec;

	private final Question question;

	private final ChainPlan chain;

	private final long startedAt;

	private final long deadlineAt;

	private Lineup lineup;

	private List<Attempt> attempts = List.of();

	private int number;

	private int tries;

	private long timeout;

	private long pause;

	private boolean again;

	private boolean movedOn;

	private boolean over;

	private boolean outOfTime;

	private @Nullable Seat failedSeat;

	private @Nullable Failure failure;

	/** What the caller gets when no rung answers, if no model may be tried any more. */
	private @Nullable Throwable refused;

	private @Nullable Model answeredBy;

	private @Nullable Degradation degradation;

	Call(Engine engine, CallSpec spec, Question question) {
		this.engine = engine;
		this.spec = spec;
		this.question = question;
		this.chain = spec.plan(engine.ensemble());
		this.lineup = new Lineup(this.chain, spec, engine.random());
		this.startedAt = engine.ticker().nanos();
		long bound = spec.deadlineNanos(this.chain);
		this.deadlineAt = (bound != 0 && bound < FOREVER - this.startedAt) ? this.startedAt + bound : FOREVER;
	}

	/**
	 * Decides what is to be done next.
	 * @return the next step
	 */
	public Step next() {
		long now = this.engine.ticker().nanos();
		if (!this.over && now >= this.deadlineAt) {
			this.outOfTime = true;
			this.over = true;
		}
		if (this.over) {
			return Step.OVER;
		}
		if (this.pause != 0) {
			return Step.PAUSE;
		}
		boolean retry = this.again;
		this.again = false;
		if ((retry && this.lineup.takeAgain(now)) || this.lineup.take(now)) {
			return begin(now);
		}
		return (this.number == 0) ? nobodyThere(now) : end();
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
		return seat();
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
		return (this.deadlineAt != FOREVER) ? Math.max(1, this.deadlineAt - this.engine.ticker().nanos()) : 0;
	}

	/**
	 * How long the running attempt may take: its own timeout or what is left of the
	 * deadline, whichever is shorter.
	 * @return nanoseconds, 0 for no bound
	 */
	public long timeoutNanos() {
		return this.timeout;
	}

	/**
	 * How long to wait after {@link Step#PAUSE}. Asked once a pause.
	 * @return nanoseconds
	 */
	public long takePause() {
		long nanos = this.pause;
		this.pause = 0;
		return nanos;
	}

	/**
	 * The model answered.
	 * @param value what it answered
	 */
	public void answered(@Nullable Object value) {
		long now = this.engine.ticker().nanos();
		Seat seat = seat();
		Lease lease = this.lineup.lease();
		long took = now - lease.since();
		if (lease.succeeded(now)) {
			seat.live().left();
		}
		this.answeredBy = seat.model();
		if (this.spec.reporting()) {
			remember(took, null);
		}
		if (value != null) {
			seen(value, seat);
		}
		this.chain.reports().answered(seat, took);
		ended((this.movedOn || this.lineup.hasPassedOver()) ? Outcome.FELL_BACK : Outcome.ANSWERED);
	}

	/**
	 * The attempt failed.
	 * @param thrown what the model call threw
	 */
	public void failed(Exception thrown) {
		long now = this.engine.ticker().nanos();
		Seat seat = seat();
		Failure cause = this.engine.classify(thrown);
		boolean cut = thrown instanceof AttemptTimeoutException && now >= this.deadlineAt;
		FailurePolicy policy = seat.settings().failures();
		settle(cause, cut ? ModelVerdict.NOTHING : policy.verdict(cause.kind()), now);
		if (cause.kind() == FailureKind.CONTEXT_LENGTH) {
			this.lineup.demands().overflowed(seat.model());
		}
		String reroute = this.lineup.chain().settings().reroutes().get(cause.kind());
		if (reroute != null) {
			this.lineup = this.lineup.rerouted(this.engine.ensemble().chain(reroute));
		}
		else if (policy.retries(cause.kind()) && worthARetry(seat, now)) {
			this.again = true;
		}
		else if (!policy.fallsBack(cause.kind())) {
			refuse(thrown);
		}
	}

	/**
	 * The attempt failed after some of its answer had reached the caller, so that nobody
	 * else may answer. Ends the call; nothing follows it.
	 * @param thrown what the model call threw
	 * @return what it is
	 */
	public Failure brokeOff(Exception thrown) {
		Failure cause = this.engine.classify(thrown);
		settle(cause, seat().settings().failures().verdict(cause.kind()), this.engine.ticker().nanos());
		ended(Outcome.FAILED);
		return cause;
	}

	/**
	 * The attempt ended with an {@link Error}, which is nobody's to handle.
	 */
	public void broken() {
		giveBack();
		ended(Outcome.FAILED);
	}

	/**
	 * The caller no longer wants an answer. May be reported in the place of an attempt's
	 * outcome, and between attempts.
	 * @param thrown what says so
	 */
	public void cancelled(Exception thrown) {
		if (this.number != 0) {
			giveBack();
		}
		this.failure = Failure.of(FailureKind.CANCELLED, thrown);
		refuse(thrown);
	}

	/**
	 * Ends a call that no model answered: lets the rungs answer, or says what is to be
	 * thrown. Follows {@link Step#OVER}, once.
	 * @return how the call ended
	 */
	public Conclusion conclude() {
		Conclusion conclusion = new Finale(this.spec, this.question, this.chain).play(setback(), this.failure,
				this.refused);
		this.degradation = conclusion.degradation();
		ended((this.degradation != null) ? Outcome.DEGRADED : Outcome.FAILED);
		return conclusion;
	}

	/**
	 * The answer with its history. The spec must have asked for a report.
	 * @param <T> the answer's type
	 * @param value the answer, of a model or a rung
	 * @return the answer and who gave it
	 */
	public <T extends @Nullable Object> Routed<T> routed(T value) {
		return new Routed<>(value, this.chain.name(), this.answeredBy, this.degradation, this.attempts, skipped());
	}

	Seat seat() {
		return this.lineup.seat();
	}

	String subject() {
		return this.question.subject();
	}

	private Step begin(long now) {
		Seat seat = seat();
		Seat from = this.failedSeat;
		if (from != null && !from.model().id().equals(seat.model().id())) {
			this.movedOn = true;
			this.chain.reports().fellBack(from, seat, lastKind());
		}
		this.number++;
		this.tries = (seat == from) ? this.tries + 1 : 1;
		seat.counters().selected();
		long left = (this.deadlineAt != FOREVER) ? this.deadlineAt - now : 0;
		long own = seat.timeoutNanos();
		this.timeout = (own == 0 || (left != 0 && left < own)) ? left : own;
		return Step.ATTEMPT;
	}

	private Step nobodyThere(long now) {
		return switch (this.chain.settings().whenUnavailable()) {
			case FAIL -> end();
			case WAIT -> await(Math.max(this.lineup.earliest(now) - now, POLL), now);
			case TRY_ANYWAY -> {
				this.lineup.restart(true);
				yield this.lineup.take(now) ? begin(now) : end();
			}
		};
	}

	private Step await(long nanos, long now) {
		if (nanos >= this.deadlineAt - now) {
			return end();
		}
		this.lineup.restart(false);
		this.pause = nanos;
		return Step.PAUSE;
	}

	private Step end() {
		this.over = true;
		return Step.OVER;
	}

	private void refuse(Exception thrown) {
		this.refused = thrown;
		this.over = true;
	}

	private void giveBack() {
		if (this.lineup.lease().ignored()) {
			seat().live().left();
		}
	}

	/** Gives the lease back with what the failure says about the model. */
	private void settle(Failure cause, ModelVerdict verdict, long now) {
		Seat seat = seat();
		Lease lease = this.lineup.lease();
		boolean first = (verdict != ModelVerdict.NOTHING) ? lease.failed(cause, verdict, now) : lease.ignored();
		if (first) {
			seat.live().left();
		}
		this.failure = cause;
		this.failedSeat = seat;
		long took = now - lease.since();
		remember(took, cause);
		this.chain.reports().failed(seat, cause, took);
	}

	/** Whether the same model may be tried again in time; if so, the pause is set. */
	private boolean worthARetry(Seat seat, long now) {
		RetryPolicy policy = seat.settings().retry();
		HealthSnapshot health = seat.live().health().snapshot();
		long standby = health.usableFrom() - now;
		if (this.tries >= policy.maxAttempts() || health.trialReason() != null
				|| standby > policy.maxWait().toNanos()) {
			return false;
		}
		long wait = Math.max(standby, policy.pause(this.tries, this.engine.random().getAsDouble()));
		if (wait >= this.deadlineAt - now) {
			return false;
		}
		this.pause = wait;
		return true;
	}

	private void seen(Object value, Seat seat) {
		Usage usage = this.engine.usageReader().read(value);
		if (usage != null) {
			seat.used(usage);
		}
		this.spec.ladder().answered(value, this.question);
		this.spec.chainLadder(this.chain).answered(value, this.question);
	}

	private void remember(long took, @Nullable Failure cause) {
		if (this.attempts.isEmpty()) {
			this.attempts = new ArrayList<>(2);
		}
		this.attempts.add(new Attempt(seat().model(), this.number, this.engine.ticker().instant().minusNanos(took),
				Duration.ofNanos(took), cause));
	}

	private void ended(Outcome outcome) {
		this.over = true;
		this.chain.reports().ended(outcome, this.answeredBy, this.engine.ticker().nanos() - this.startedAt);
	}

	private Setback setback() {
		Map<String, Set<String>> skipped = skipped();
		FailureKind kind = (this.failure != null || skipped.isEmpty()) ? lastKind()
				: Setback.kindOf(skipped.values().iterator().next());
		return new Setback(this.chain.name(), this.outOfTime ? FailureKind.TIMEOUT : kind, this.attempts, skipped,
				retryAfter());
	}

	private FailureKind lastKind() {
		Failure last = this.failure;
		return (last != null) ? last.kind() : FailureKind.UNAVAILABLE;
	}

	private Map<String, Set<String>> skipped() {
		Set<String> tried = this.attempts.stream().map((attempt) -> attempt.model().id()).collect(Collectors.toSet());
		return this.lineup.skipped(tried, this.answeredBy, this.engine.ticker().nanos());
	}

	private @Nullable Duration retryAfter() {
		long now = this.engine.ticker().nanos();
		long until = this.lineup.firstReturn(now);
		return (until != FOREVER) ? Duration.ofNanos(until - now) : null;
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
