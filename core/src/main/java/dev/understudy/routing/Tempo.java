package dev.understudy.routing;

/**
 * The time of one call: when it began, when it must have ended, and what it waits for in
 * between. All in nanoseconds of the ticker. One object with the {@link Course}, so that
 * a call needs no second.
 */
abstract class Tempo {

	static final long NEVER = Long.MAX_VALUE;

	private final long beganAt;

	private final long endsAt;

	private long timeout;

	private boolean endsAttempt;

	private long pause;

	/** A call that begins now; a bound of 0 is none. */
	Tempo(long now, long bound) {
		this.beganAt = now;
		this.endsAt = (bound != 0 && bound < NEVER - now) ? now + bound : NEVER;
	}

	boolean isUp(long now) {
		return now >= this.endsAt;
	}

	/** What is left, at least 1; 0 without a bound. */
	long left(long now) {
		return (this.endsAt != NEVER) ? Math.max(1, this.endsAt - now) : 0;
	}

	long elapsed(long now) {
		return now - this.beganAt;
	}

	/** An attempt begins that has a timeout of its own, 0 for none. */
	void attempt(long own, long now) {
		long left = left(now);
		this.endsAttempt = left != 0 && (own == 0 || left < own);
		this.timeout = this.endsAttempt ? left : own;
	}

	/** Whether the attempt is bounded by the call's end, before its own timeout. */
	boolean endsAttempt() {
		return this.endsAttempt;
	}

	/** How long the attempt may take, 0 for no bound. */
	long timeout() {
		return this.timeout;
	}

	/** Plans a pause, if anything can be done after it. */
	boolean pauseFor(long nanos, long now) {
		if (nanos >= this.endsAt - now) {
			return false;
		}
		this.pause = nanos;
		return true;
	}

	boolean pauses() {
		return this.pause != 0;
	}

	/** The pause that was planned, once. */
	long takePause() {
		long nanos = this.pause;
		this.pause = 0;
		return nanos;
	}

}
