package dev.understudy.routing;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Somebody who makes a call on a thread of their own.
 *
 * @param <T> what they get
 */
final class Caller<T> {

	/** For whoever makes thousands of calls on a busy machine. */
	private static final long PATIENCE = 120;

	private final FutureTask<T> task;

	private final Thread thread;

	private volatile boolean interruptedAfterwards;

	private Caller(Callable<T> call, boolean virtual) {
		this.task = new FutureTask<>(() -> {
			try {
				return call.call();
			}
			finally {
				this.interruptedAfterwards = Thread.interrupted();
			}
		});
		this.thread = virtual ? startVirtual(this.task) : startPlatform(this.task);
	}

	static <T> Caller<T> calling(Callable<T> call) {
		return new Caller<>(call, false);
	}

	/** On a virtual thread, for tests that know that there are some. */
	static <T> Caller<T> callingVirtually(Callable<T> call) {
		return new Caller<>(call, true);
	}

	Thread thread() {
		return this.thread;
	}

	void interrupt() {
		this.thread.interrupt();
	}

	boolean done() {
		return this.task.isDone();
	}

	T answer() throws Exception {
		return this.task.get(PATIENCE, TimeUnit.SECONDS);
	}

	Throwable thrown() throws InterruptedException, TimeoutException {
		try {
			T answer = this.task.get(PATIENCE, TimeUnit.SECONDS);
			throw new AssertionError("Nothing was thrown, but answered: " + answer);
		}
		catch (ExecutionException ex) {
			return ex.getCause();
		}
	}

	/** Whether the interrupt flag was set when the call had ended. */
	boolean interruptedAfterwards() {
		return this.interruptedAfterwards;
	}

	private static Thread startPlatform(Runnable task) {
		Thread thread = new Thread(task, "caller");
		thread.setDaemon(true);
		thread.start();
		return thread;
	}

	private static Thread startVirtual(Runnable task) {
		try {
			return (Thread) Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, task);
		}
		catch (ReflectiveOperationException ex) {
			throw new IllegalStateException("This JDK has no virtual threads", ex);
		}
	}

}
