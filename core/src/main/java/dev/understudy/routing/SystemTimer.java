package dev.understudy.routing;

import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The machine's own time, with one thread that rings all alarms and ends when there are
 * none.
 */
final class SystemTimer implements Timer, AutoCloseable {

	private final ScheduledThreadPoolExecutor executor;

	SystemTimer() {
		this.executor = new ScheduledThreadPoolExecutor(1, (task) -> DaemonThread.of(task, "understudy-timer"));
		this.executor.setRemoveOnCancelPolicy(true);
		this.executor.setKeepAliveTime(1, TimeUnit.MINUTES);
		this.executor.allowCoreThreadTimeOut(true);
	}

	@Override
	public void pause(long nanos) throws InterruptedException {
		TimeUnit.NANOSECONDS.sleep(nanos);
	}

	@Override
	public Alarm in(long nanos, Runnable action) {
		Future<?> future = this.executor.schedule(action, nanos, TimeUnit.NANOSECONDS);
		return () -> future.cancel(false);
	}

	/**
	 * Takes no further alarms. Those that are set still ring, so that nothing that is on
	 * its way is left without an end.
	 */
	@Override
	public void close() {
		this.executor.shutdown();
	}

}
