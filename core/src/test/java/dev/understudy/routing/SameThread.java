package dev.understudy.routing;

import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Runs everything at once, where it is asked to.
 */
final class SameThread extends AbstractExecutorService {

	/** What it throws instead, when a test says so. */
	boolean outOfThreads;

	private boolean shutDown;

	@Override
	public void execute(Runnable task) {
		if (this.outOfThreads) {
			throw new OutOfMemoryError("unable to create native thread");
		}
		task.run();
	}

	@Override
	public void shutdown() {
		this.shutDown = true;
	}

	@Override
	public List<Runnable> shutdownNow() {
		this.shutDown = true;
		return List.of();
	}

	@Override
	public boolean isShutdown() {
		return this.shutDown;
	}

	@Override
	public boolean isTerminated() {
		return this.shutDown;
	}

	@Override
	public boolean awaitTermination(long timeout, TimeUnit unit) {
		return true;
	}

}
