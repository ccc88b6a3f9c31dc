package dev.understudy.benchmarks;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Virtual threads, reached from code that is compiled for a JDK that has none.
 */
final class VirtualThreads {

	private static final int FIRST_JDK = 21;

	/** The first JDK that does not pin them, and on which we use them for attempts. */
	private static final int UNPINNED_JDK = 24;

	private VirtualThreads() {
	}

	static boolean supported() {
		return Runtime.version().feature() >= FIRST_JDK;
	}

	/** Runs a task on a new virtual thread and waits for it. */
	static void run(Runnable task) throws InterruptedException {
		try {
			((Thread) Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, task)).join();
		}
		catch (ReflectiveOperationException ex) {
			throw new IllegalStateException("This JDK has no virtual threads", ex);
		}
	}

	/** The kind of pool on which our attempts run for callers on platform threads. */
	static ExecutorService poolLikeOurs() {
		return (Runtime.version().feature() >= UNPINNED_JDK) ? threadPerTask() : platformPool();
	}

	static ExecutorService threadPerTask() {
		try {
			return (ExecutorService) Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
		}
		catch (ReflectiveOperationException ex) {
			throw new IllegalStateException("This JDK has no virtual threads", ex);
		}
	}

	static ExecutorService platformPool() {
		return Executors.newCachedThreadPool((task) -> {
			Thread thread = new Thread(task, "attempt");
			thread.setDaemon(true);
			return thread;
		});
	}

}
