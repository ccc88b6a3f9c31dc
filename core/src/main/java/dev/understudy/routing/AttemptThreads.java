package dev.understudy.routing;

import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Where timed attempts of callers on platform threads run: a virtual thread each where
 * the JDK's are fit for that, else a pooled daemon thread each. As many as there are
 * callers and abandoned attempts, no more.
 * <p>
 * What callers' threads leave to their children by inheritance is left behind: a pooled
 * thread would take it from the first caller to the next.
 */
final class AttemptThreads implements Executor, AutoCloseable {

	private static final String NAME = "understudy-attempt-";

	private static final long KEEP_SECONDS = 10;

	private final ExecutorService threads;

	private final boolean newEach;

	AttemptThreads() {
		Optional<ExecutorService> virtual = VirtualThreads.each(NAME);
		this.threads = virtual.orElseGet(AttemptThreads::pool);
		this.newEach = virtual.isPresent();
	}

	/** Whether a thread begins and ends with its task, so that nothing hangs on it. */
	boolean newEach() {
		return this.newEach;
	}

	@Override
	public void execute(Runnable task) {
		this.threads.execute(task);
	}

	/** Interrupts what runs, and takes nothing more. */
	@Override
	public void close() {
		this.threads.shutdownNow();
	}

	private static ExecutorService pool() {
		AtomicLong number = new AtomicLong();
		ThreadFactory daemons = (task) -> DaemonThread.of(task, NAME + number.getAndIncrement());
		return new ThreadPoolExecutor(0, Integer.MAX_VALUE, KEEP_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(),
				daemons);
	}

}
