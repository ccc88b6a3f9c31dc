package dev.understudy.routing;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

import dev.understudy.health.Ticker;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rings bells at their time, on one thread. It sleeps until the first of the bells that
 * it knows of is due, even if that one is called off; it is woken only for a bell that is
 * due before that. So bells that are called off cause at most one round in the time that
 * the shortest of them has. With no bell to ring, the thread ends after a while, and
 * another one begins when it is needed.
 */
final class Ringer implements AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger("dev.understudy.routing");

	/**
	 * At least between two rounds, however many bells there are: it bounds their cost.
	 */
	private static final long REST = TimeUnit.MILLISECONDS.toNanos(1);

	/** At most between two rounds once closed, to end soon after the last bell. */
	private static final long GLANCE = TimeUnit.MILLISECONDS.toNanos(100);

	private final Belfry belfry = new Belfry();

	/**
	 * Before it a round begins that sees every bell that hangs there now. Whoever hangs a
	 * bell looks at it afterwards; the round raises it before it looks at the bells. So
	 * one of the two sees the other.
	 */
	private final AtomicLong roundAt = new AtomicLong(Belfry.NEVER);

	private final Ticker clock;

	private final long keepNanos;

	private volatile @Nullable Thread thread;

	private volatile boolean closed;

	/**
	 * Hires a ringer.
	 * @param clock the machine's own time
	 * @param keepNanos how long its thread is kept when there is no bell
	 */
	Ringer(Ticker clock, long keepNanos) {
		this.clock = clock;
		this.keepNanos = keepNanos;
	}

	/**
	 * Rings a bell when it is due, unless it is called off.
	 * @throws RejectedExecutionException when closed
	 */
	void set(Bell bell, long time) {
		if (this.closed) {
			throw new RejectedExecutionException("The timer is closed");
		}
		this.belfry.hang(bell, time);
		if (time < this.roundAt.get()) {
			wake(bell, time);
		}
	}

	/** Takes no further bells. Those that hang still ring. */
	@Override
	public void close() {
		this.closed = true;
		LockSupport.unpark(this.thread);
	}

	private void wake(Bell bell, long time) {
		this.roundAt.accumulateAndGet(time, Math::min);
		Thread awake = this.thread;
		if (awake != null) {
			LockSupport.unpark(awake);
			return;
		}
		try {
			begin();
		}
		catch (Throwable ex) {
			// Out of threads: this bell is refused, and the next one tries again.
			bell.cancel();
			this.roundAt.set(Belfry.NEVER);
			throw ex;
		}
	}

	private synchronized void begin() {
		if (this.thread == null) {
			Thread begun = DaemonThread.of(this::rounds, "understudy-timer");
			begun.start();
			this.thread = begun;
		}
		else {
			LockSupport.unpark(this.thread);
		}
	}

	private void rounds() {
		boolean ended = false;
		try {
			long quietSince = this.clock.nanos();
			long next = Belfry.NEVER;
			while (!ended) {
				next = round(next);
				long now = this.clock.nanos();
				if (next != Belfry.NEVER) {
					sleep(Math.max(next, now + REST), now);
					quietSince = this.clock.nanos();
				}
				else if (!this.closed && now - quietSince < this.keepNanos) {
					LockSupport.parkNanos(this, quietSince + this.keepNanos - now);
				}
				else {
					ended = end();
				}
			}
		}
		finally {
			if (!ended) {
				fail();
			}
		}
	}

	/** Rings what is due; answers when the next round is. */
	private long round(long planned) {
		long asked = this.roundAt.getAndSet(Belfry.NEVER);
		long now = this.clock.nanos();
		long next = this.belfry.visit(now, Ringer::ring);
		if (this.closed) {
			return next;
		}
		// Also for bells that are gone: the next one like them then need not ask for it.
		return Math.min(next, Math.min(ahead(asked, now), ahead(planned, now)));
	}

	private static long ahead(long time, long now) {
		return (time > now) ? time : Belfry.NEVER;
	}

	/**
	 * Until the time, or that of a bell which has come meanwhile. Bells that come during
	 * a round wake the thread though they may be due much later: it sleeps on, for a
	 * round on their behalf could have such bells of its own, and so on without an end.
	 */
	private void sleep(long until, long now) {
		long wait = this.roundAt.accumulateAndGet(until, Math::min) - now;
		while (wait > 0 && !this.closed) {
			LockSupport.parkNanos(this, wait);
			wait = this.roundAt.get() - this.clock.nanos();
		}
		if (wait > 0) {
			LockSupport.parkNanos(this, Math.min(wait, GLANCE));
		}
	}

	/** Ends the thread, unless a bell has come at the last moment. */
	private synchronized boolean end() {
		this.thread = null;
		if (this.roundAt.get() == Belfry.NEVER) {
			return true;
		}
		this.thread = Thread.currentThread();
		return false;
	}

	/** The next bell gets a new thread. */
	private synchronized void fail() {
		this.thread = null;
		this.roundAt.set(Belfry.NEVER);
	}

	private static void ring(Bell bell) {
		try {
			bell.run();
		}
		catch (Throwable ex) {
			logger.warn("An alarm failed", ex);
		}
		// An interrupt that was meant for an action must not keep the ringer awake.
		Thread.interrupted();
	}

}
