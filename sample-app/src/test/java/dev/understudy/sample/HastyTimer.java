package dev.understudy.sample;

import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.understudy.routing.Timer;

/**
 * The machine's time, but that a test may cut short the wait for a model of which it
 * knows that it never answers. So timeouts can be so long that no model that does answer
 * ever meets one, however slow the machine is.
 */
public final class HastyTimer implements Timer {

	/** Enough for a request to get to its provider, where it is of no use. */
	private static final long SOON = TimeUnit.MILLISECONDS.toNanos(150);

	private final AtomicBoolean hasty = new AtomicBoolean();

	private final ScheduledThreadPoolExecutor alarms = new ScheduledThreadPoolExecutor(1, (task) -> {
		Thread thread = new Thread(task, "hasty-timer");
		thread.setDaemon(true);
		return thread;
	});

	/** The next alarm that is set rings soon, whenever it is due. */
	public void hurry() {
		this.hasty.set(true);
	}

	/** All alarms ring when they are due. */
	public void calm() {
		this.hasty.set(false);
	}

	@Override
	public void pause(long nanos) throws InterruptedException {
		TimeUnit.NANOSECONDS.sleep(nanos);
	}

	@Override
	public Alarm in(long nanos, Runnable action) {
		return set(this.hasty.compareAndSet(true, false) ? SOON : nanos, action);
	}

	@Override
	public Alarm resume(long nanos, Runnable action) {
		return set(nanos, action);
	}

	private Alarm set(long nanos, Runnable action) {
		ScheduledFuture<?> alarm = this.alarms.schedule(action, nanos, TimeUnit.NANOSECONDS);
		return () -> alarm.cancel(false);
	}

}
