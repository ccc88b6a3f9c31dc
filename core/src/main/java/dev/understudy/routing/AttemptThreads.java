package dev.understudy.routing;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Where timed attempts of callers on platform threads run: a virtual thread each where
 * the JDK's are fit for that, else a pooled thread each. As many as there are callers and
 * abandoned attempts, no more.
 */
final class AttemptThreads implements Executor, AutoCloseable {

	private static final String NAME = "understudy-attempt-";

	private static final long KEEP_SECONDS = 10;

	private final ExecutorService pool;

	AttemptThreads() {
		ThreadFactory factory = VirtualThreads.factory(NAME).orElseGet(AttemptThreads::daemons);
		long keep = VirtualThreads.factory(NAME).isPresent() ? 0 : KEEP_SECONDS;
		this.pool = new ThreadPoolExecutor(0, Integer.MAX_VALUE, keep, TimeUnit.SECONDS, new SynchronousQueue<>(),
				factory);
	}

	@Override
	public void execute(Runnable task) {
		this.pool.execute(task);
	}

	@Override
	public void close() {
		this.pool.shutdownNow();
	}

	private static ThreadFactory daemons() {
		AtomicLong number = new AtomicLong();
		return (task) -> {
			Thread thread = new Thread(task, NAME + number.getAndIncrement());
			thread.setDaemon(true);
			return thread;
		};
	}

}
