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

	/** How long anybody really waits for another thread that may have stood still. */
	private static final long PATIENCE = TimeUnit.SECONDS.toNanos(5);

	/** How long anybody waits while alarms ring again and again. */
	private static final long LONGEST = TimeUnit.SECONDS.toNanos(30);

	/** How long an alarm gets to end what hangs, before the next one is rung. */
	private static final long EFFECT = TimeUnit.SECONDS.toNanos(1);

	private static final long GLANCE = TimeUnit.MICROSECONDS.toNanos(200);

	private static final BooleanSupplier NEVER = () -> false;

	private final PriorityQueue<Bell> bells = new PriorityQueue<>(
			Comparator.comparingLong(Bell::at).thenComparingLong(Bell::order));

	private volatile Moment moment = new Moment(FIRST, BEGINNING);

	/** One for each test. Whoever lets time pass in one does not in the next. */
	private volatile long era;

	private long order;

	/** How often an alarm was set or called off, or all of them were forgotten. */
	private volatile long changes;

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
		pass(time.toNanos(), this.era);
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
		pause(nanos, this.era);
	}

	/** The same in an era; nothing passes once it is over. */
	void pause(long nanos, long own) throws InterruptedException {
		if (Thread.interrupted()) {
			throw new InterruptedException("Interrupted before a pause of " + Duration.ofNanos(nanos));
		}
		pass(nanos, own);
	}

	@Override
	public synchronized Alarm in(long nanos, Runnable action) {
		long now = nanos();
		Bell bell = new Bell((nanos < Long.MAX_VALUE - now) ? now + nanos : Long.MAX_VALUE, this.order++, action);
		this.bells.add(bell);
		this.changes++;
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
	 * @param over whether it is over
	 * @param own the era in which it began
	 * @return what has ended the wait
	 */
	Ending passUntil(BooleanSupplier over, long own) {
		long began = System.nanoTime();
		long rung = began;
		BooleanSupplier settled = () -> over.getAsBoolean() || this.era != own;
		while (!settled.getAsBoolean()) {
			Bell next = next(Long.MAX_VALUE - 1, own, settled);
			if (next != null) {
				next.action().run();
				await(settled, EFFECT);
				rung = System.nanoTime();
			}
			else {
				LockSupport.parkNanos(GLANCE);
			}
			long now = System.nanoTime();
			if (now - rung > PATIENCE || now - began > LONGEST) {
				return Ending.NONE;
			}
		}
		return over.getAsBoolean() ? Ending.OVER : Ending.LATE;
	}

	/** What {@link #awaitChange} goes on from. */
	long changes() {
		return this.changes;
	}

	/**
	 * Waits until somebody has set or called off an alarm, as one does who hears a piece
	 * of an answer. Not for ever: nobody has to.
	 * @param before the changes before he was told
	 */
	void awaitChange(long before) {
		await(() -> this.changes != before, PATIENCE);
	}

	/** The era that has begun last. */
	long era() {
		return this.era;
	}

	/**
	 * Begins a new era, which is returned. What decides never runs back, so only the wall
	 * does.
	 */
	synchronized long reset() {
		this.era++;
		this.changes++;
		this.bells.clear();
		this.moment = new Moment(nanos(), BEGINNING);
		return this.era;
	}

	private void pass(long nanos, long own) {
		long end = nanos() + nanos;
		for (Bell due = next(end, own, NEVER); due != null; due = next(end, own, NEVER)) {
			due.action().run();
		}
		moveTo(end, own);
	}

	/**
	 * Takes down the next bell that is due, at its moment, unless nobody needs it: an
	 * alarm that was set for what comes after a wait finds the wait over.
	 */
	private synchronized @Nullable Bell next(long end, long own, BooleanSupplier settled) {
		Bell next = this.bells.peek();
		if (next == null || next.at() > end || this.era != own || settled.getAsBoolean()) {
			return null;
		}
		this.bells.remove();
		moveTo(next.at(), own);
		return next;
	}

	private synchronized void callOff(Bell bell) {
		if (this.bells.remove(bell)) {
			this.changes++;
		}
	}

	private synchronized void moveTo(long nanos, long own) {
		Moment now = this.moment;
		if (this.era == own && nanos > now.nanos()) {
			this.moment = new Moment(nanos, now.wall().plusNanos(nanos - now.nanos()));
		}
	}

	private static void await(BooleanSupplier over, long nanos) {
		long began = System.nanoTime();
		while (!over.getAsBoolean() && System.nanoTime() - began < nanos) {
			LockSupport.parkNanos(GLANCE);
		}
	}

	/**
	 * What ends a wait.
	 */
	enum Ending {

		/** What was waited for. */
		OVER,

		/** Nothing ever will, for no alarm did. */
		NONE,

		/** A new era: nobody is interested any more. */
		LATE

	}

	private record Moment(long nanos, Instant wall) {

	}

	private record Bell(long at, long order, Runnable action) {

	}

}
