package dev.understudy.routing;

import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

import dev.understudy.Outcome;
import dev.understudy.failure.AttemptTimeoutException;
import dev.understudy.failure.Failure;
import dev.understudy.failure.FailureKind;
import dev.understudy.failure.FailurePolicy;
import dev.understudy.health.Lease;
import org.jspecify.annotations.Nullable;

/**
 * Where one call goes next: who is tried, who is waited for, and what follows from a
 * failed attempt.
 */
final class Course extends Tempo {

	/** How often a call that waits for a model looks whether there is a place. */
	private static final long POLL = TimeUnit.MILLISECONDS.toNanos(50);

	/** How long such a call looks away at most: an operator may bring a model back. */
	private static final long GLANCE = TimeUnit.SECONDS.toNanos(1);

	private final Engine engine;

	/** What was in force when the call began, for all of its way. */
	private final Ensemble ensemble;

	/** The chain that the call began in. */
	private final ChainPlan chain;

	private Lineup lineup;

	private @Nullable Story story;

	private boolean again;

	private boolean anyway;

	private boolean over;

	Course(Engine engine, Ensemble ensemble, ChainPlan chain, CallSpec spec, long began) {
		super(began, spec.deadlineNanos(chain));
		this.engine = engine;
		this.ensemble = ensemble;
		this.chain = chain;
		this.lineup = new Lineup(chain, spec, engine.random());
	}

	/** The answer comes piece by piece. */
	void streaming() {
		this.lineup.streaming();
	}

	/** Its driver waits for reservations without a thread. */
	void reserveLater() {
		this.lineup.reserveLater();
	}

	/** Goes on after an attempt that runs, of the first model that could be leased. */
	void after(int index, Lease lease) {
		this.lineup.opened(index, lease);
		begin(lease.since());
	}

	/** Decides what is to be done next. */
	Call.Step next(long now) {
		if (!this.over && isUp(now)) {
			outOfTime();
		}
		if (this.over) {
			return Call.Step.OVER;
		}
		if (pauses()) {
			return Call.Step.PAUSE;
		}
		if (takes(now)) {
			return begin(now);
		}
		if (this.lineup.booking() != null) {
			return Call.Step.RESERVE;
		}
		return engagement().none() ? nobodyThere(now) : end();
	}

	/**
	 * Waits for the reservation without which {@link #next} cannot go on.
	 * @return how long at most, in nanoseconds greater than zero
	 */
	long whenReserved(Runnable then, long now) {
		Booking booking = this.lineup.booking();
		if (booking == null) {
			throw new IllegalStateException("Nothing is reserved in chain '" + chain().name() + "'");
		}
		long left = left(now);
		long most = Math.max(1, booking.left(now));
		booking.claim().whenDone(then);
		return (left != 0) ? Math.min(left, most) : most;
	}

	/** Nothing follows, and nothing is waited for. */
	Call.Step end() {
		this.over = true;
		this.lineup.leaveBooking();
		return Call.Step.OVER;
	}

	/**
	 * Whether a failed attempt was cut by the end of the call, before its own timeout.
	 */
	boolean cut(Exception thrown, long now) {
		return thrown instanceof AttemptTimeoutException && endsAttempt() && isUp(now);
	}

	/** The time of the call is up. */
	void outOfTime() {
		story().outOfTime();
		end();
	}

	/** Decides what follows from a failed attempt, which is settled already. */
	void follow(Failure failure, Exception thrown, long now) {
		if (failure.kind() == FailureKind.CONTEXT_LENGTH) {
			this.lineup.overflowed();
		}
		FailurePolicy policy = engagement().seat().settings().failures();
		String reroute = chain().settings().reroutes().get(failure.kind());
		if (reroute != null && failure.kind() != FailureKind.CANCELLED) {
			this.lineup = this.lineup.rerouted(this.ensemble.chain(reroute));
		}
		else if (policy.retries(failure.kind()) && worthARetry(failure, now)) {
			this.again = true;
		}
		else if (!policy.fallsBack(failure.kind())) {
			story().refused(thrown);
			end();
		}
	}

	/** How the call ends if the running attempt answers. */
	Outcome prospect() {
		boolean movedOn = this.story != null && this.story.hasMovedOn();
		return (movedOn || this.lineup.hasPassedOver()) ? Outcome.FELL_BACK : Outcome.ANSWERED;
	}

	Engagement engagement() {
		return this.lineup.engagement();
	}

	/** The chain that the call began in. */
	ChainPlan beganIn() {
		return this.chain;
	}

	/** The chain of the latest attempt. */
	ChainPlan chain() {
		return this.lineup.chain();
	}

	/** What has happened, up to now. */
	Story story() {
		Story told = this.story;
		if (told == null) {
			told = new Story(this.engine.ticker());
			this.story = told;
		}
		return told;
	}

	Lineup lineup() {
		return this.lineup;
	}

	private boolean takes(long now) {
		boolean retry = this.again;
		this.again = false;
		if (retry && this.lineup.takeAgain(now)) {
			return true;
		}
		return !(retry && this.lineup.booking() != null) && this.lineup.take(now);
	}

	private Call.Step begin(long now) {
		Seat seat = engagement().seat();
		Seat from = (this.story != null) ? this.story.failedSeat() : null;
		// Before anything that may throw: what it holds comes back only when it runs.
		engagement().begin(seat == from);
		if (from != null && !from.model().id().equals(seat.model().id())) {
			fallBack(from, seat);
		}
		attempt(seat.timeoutNanos(), now);
		return Call.Step.ATTEMPT;
	}

	private void fallBack(Seat from, Seat to) {
		Failure failure = story().failure();
		story().movedOn();
		this.chain.reports().fellBack(from, to, (failure != null) ? failure.kind() : FailureKind.UNKNOWN);
	}

	private Call.Step nobodyThere(long now) {
		return switch (this.chain.settings().whenUnavailable()) {
			case FAIL -> end();
			case WAIT -> await(now);
			case TRY_ANYWAY -> tryAnyway(now);
		};
	}

	/** Once: a store that tells later brings a call here again. */
	private Call.Step tryAnyway(long now) {
		if (this.anyway) {
			return end();
		}
		this.anyway = true;
		this.lineup.restart(true);
		if (this.lineup.take(now)) {
			return begin(now);
		}
		return (this.lineup.booking() != null) ? Call.Step.RESERVE : end();
	}

	private Call.Step await(long now) {
		long from = this.lineup.usableFrom();
		long wait = (from > now) ? from - now : POLL;
		if (!pauseFor(wait, now)) {
			return end();
		}
		pauseFor(Math.min(wait, GLANCE), now);
		this.lineup.restart(false);
		return Call.Step.PAUSE;
	}

	/** Whether the same model may be tried again in time; if so, the pause is planned. */
	private boolean worthARetry(Failure failure, long now) {
		Seat seat = engagement().seat();
		OptionalLong wait = seat.settings()
			.retry()
			.wait(engagement().tries(), seat.live().health().snapshot(), failure, now, this.engine.random());
		return wait.isPresent() && pauseFor(wait.getAsLong(), now);
	}

}
