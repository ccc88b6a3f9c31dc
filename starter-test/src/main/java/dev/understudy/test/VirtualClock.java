package dev.understudy.test;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

import dev.understudy.health.Ticker;
import dev.understudy.routing.Timer;
import org.jspecify.annotations.Nullable;

/**
 * The engine's time, which moves only when a test says so, when a call waits before it
 * tries again, or when a scripted model hangs or takes its time. Nobody really waits.
 * <p>
 * Timeouts ring on the thread that lets their time come, each at its own moment. Work
 * that is not scripted takes no time by this clock, however long it really takes.
 * Thread-safe; there is one time for all threads.
 */
public final class VirtualClock implements Ticker, Timer {

	/** What the wall shows when a test begins: a Thursday, at midnight. */
	public static final Instant BEGINNING = Instant.parse("2026-01-01T00:00:00Z");

	/** Not zero, so that no difference of times is also a time. */
	private static final long FIRST = TimeUnit.HOURS.toNanos(1);

	/** How long anybody really waits for the end of what hangs. */
	private static final long PATIENCE = TimeUnit.SECONDS.toNanos(5);

	/** How long an alarm gets to end what hangs, before the next one is rung. */
	private static final long EFFECT = TimeUnit.MILLISECONDS.toNanos(200);

	private static final long GLANCE = TimeUnit.MICROSECONDS.toNanos(200);

	private final PriorityQueue<Bell> bells = new PriorityQueue<>(
			Comparator.comparingLong(Bell::at).thenComparingLong(Bell::order));

	private volatile Moment moment = new Moment(FIRST, BEGINNING);

	private long order;

	/**
	 * Makes a clock at {@link #BEGINNING}.
	 */
	public VirtualClock() {
	}

	@Override
	public long nanos() {
		return this.moment.nanos();
	}

	@Override
	public Instant instant() {
		return this.moment.wall();
	}

	/**
	 * Lets time pass, and rings what is due on the way.
	 * @param time how much, not less than zero
	 */
	public void advance(Duration time) {
		if (time.isNegative()) {
			throw new IllegalArgumentException("Time to pass is '" + time + "', must not be negative");
		}
		long end = nanos() + time.toNanos();
		for (Bell due = due(end); due != null; due = due(end)) {
			ring(due);
		}
		moveTo(end);
	}

	/**
	 * Lets time pass until the wall shows a moment, and rings what is due on the way.
	 * @param wall the moment, not before now
	 */
	public void advanceTo(Instant wall) {
		Instant now = instant();
		if (wall.isBefore(now)) {
			throw new IllegalArgumentException(
					"Time to advance to is '" + wall + "', must not be before now, '" + now + "'");
		}
		advance(Duration.between(now, wall));
	}

	@Override
	public void pause(long nanos) throws InterruptedException {
		if (Thread.interrupted()) {
			throw new InterruptedException("Interrupted before a pause of " + Duration.ofNanos(nanos));
		}
		advance(Duration.ofNanos(nanos));
	}

	@Override
	public synchronized Alarm in(long nanos, Runnable action) {
		long now = nanos();
		Bell bell = new Bell((nanos < Long.MAX_VALUE - now) ? now + nanos : Long.MAX_VALUE, this.order++, action);
		this.bells.add(bell);
		return () -> callOff(bell);
	}

	/**
	 * Lets time pass at once, as {@link #pause} does.
	 */
	@Override
	public Alarm resume(long nanos, Runnable action) {
		advance(Duration.ofNanos(nanos));
		action.run();
		return () -> {
		};
	}

	/**
	 * Lets time pass until something is over: goes from alarm to alarm, for one of them
	 * will end it.
	 * @param who what hangs, for the message
	 * @param over whether it is over
	 * @throws AssertionError when no alarm ends it
	 */
	void passUntil(String who, BooleanSupplier over) {
		long giveUp = System.nanoTime() + PATIENCE;
		while (!over.getAsBoolean()) {
			Bell next = due(Long.MAX_VALUE - 1);
			if (next != null) {
				ring(next);
				await(over, System.nanoTime() + EFFECT);
			}
			else {
				LockSupport.parkNanos(GLANCE);
			}
			if (System.nanoTime() > giveUp) {
				throw new AssertionError(
						who + " hangs, and nothing ends it: its chain has neither timeout nor deadline");
			}
		}
	}

	/** Begins anew. What decides never runs back, so only the wall does. */
	synchronized void reset() {
		this.bells.clear();
		this.moment = new Moment(nanos(), BEGINNING);
	}

	private void ring(Bell bell) {
		moveTo(bell.at());
		bell.action().run();
	}

	private synchronized @Nullable Bell due(long end) {
		Bell next = this.bells.peek();
		return (next != null && next.at() <= end) ? this.bells.poll() : null;
	}

	private synchronized void callOff(Bell bell) {
		this.bells.remove(bell);
	}

	private synchronized void moveTo(long nanos) {
		Moment now = this.moment;
		if (nanos > now.nanos()) {
			this.moment = new Moment(nanos, now.wall().plusNanos(nanos - now.nanos()));
		}
	}

	private static void await(BooleanSupplier over, long end) {
		while (!over.getAsBoolean() && System.nanoTime() < end) {
			LockSupport.parkNanos(GLANCE);
		}
	}

	private record Moment(long nanos, Instant wall) {

	}

	private record Bell(long at, long order, Runnable action) {

	}

}
