package dev.understudy.redis;

import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;

/**
 * Makes threads that keep no application alive.
 */
final class Daemon {

	private Daemon() {
	}

	static Thread thread(Runnable task, String name) {
		Thread thread = new Thread(task, name);
		thread.setDaemon(true);
		return thread;
	}

	/** One thread with a clock, which takes no more tasks once it is shut down. */
	static ScheduledExecutorService clock(String name) {
		ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(1, (task) -> thread(task, name),
				(task, closed) -> {
				});
		clock.setRemoveOnCancelPolicy(true);
		clock.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
		clock.setContinueExistingPeriodicTasksAfterShutdownPolicy(false);
		return clock;
	}

}
