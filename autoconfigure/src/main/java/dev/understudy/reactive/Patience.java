package dev.understudy.reactive;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import dev.understudy.routing.Timer;
import reactor.core.scheduler.Scheduler;

/**
 * One stretch of time after the other, at most one at a time. Tells that a stretch is
 * over on a thread of the scheduler, never on that of the timer.
 * <p>
 * Not thread-safe, except for what rings.
 */
final class Patience {

	private static final Timer.Alarm SILENT = () -> {
	};

	private final Timer timer;

	private final Scheduler scheduler;

	private final Runnable wake;

	/** The latest stretch that has rung. */
	private final AtomicLong rung = new AtomicLong();

	private Timer.Alarm alarm = SILENT;

	private long stretch;

	private long nanos;

	Patience(Timer timer, Scheduler scheduler, Runnable wake) {
		this.timer = timer;
		this.scheduler = scheduler;
		this.wake = wake;
	}

	/** Begins a stretch in the place of any other; 0 nanoseconds never end. */
	void start(long length) {
		stop();
		this.nanos = length;
		if (length != 0) {
			this.alarm = this.timer.in(length, ringing(this.stretch));
		}
	}

	/** The same for a stretch that is meant to pass. */
	void pause(long length) {
		stop();
		this.nanos = length;
		if (length != 0) {
			this.alarm = this.timer.resume(length, ringing(this.stretch));
		}
	}

	void stop() {
		this.alarm.cancel();
		this.alarm = SILENT;
		this.nanos = 0;
		this.stretch++;
	}

	boolean isRunning() {
		return this.alarm != SILENT;
	}

	/** Whether the stretch begun last was not stopped, and is over. */
	boolean isOver() {
		return isRunning() && this.rung.get() == this.stretch;
	}

	Duration length() {
		return Duration.ofNanos(this.nanos);
	}

	private Runnable ringing(long which) {
		return () -> this.scheduler.schedule(() -> ring(which));
	}

	private void ring(long which) {
		this.rung.accumulateAndGet(which, Math::max);
		this.wake.run();
	}

}
