package dev.understudy.routing;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

import org.jspecify.annotations.Nullable;

/**
 * An attempt that runs on another thread while its caller waits for it, for a while.
 *
 * @param <T> what the attempt answers
 */
final class Errand<T extends @Nullable Object> extends FutureTask<T> {

	/**
	 * How often whoever waits looks before going to sleep: about ten microseconds, less
	 * than it takes to fall asleep and to be woken, and nothing beside a model's answer.
	 */
	private static final int GLANCES = (Runtime.getRuntime().availableProcessors() > 1) ? 500 : 0;

	private final Abandoned.Stay stay;

	Errand(Callable<T> work, Abandoned abandoned) {
		super(work);
		this.stay = abandoned.stay();
	}

	@Override
	public void run() {
		this.stay.begin();
		try {
			super.run();
		}
		finally {
			// Whoever interrupted the errand meant the errand, not the thread's next one.
			Thread.interrupted();
			this.stay.end();
		}
	}

	/**
	 * Waits for the attempt, awake at first: one that answers at once costs its caller no
	 * sleep.
	 */
	@Override
	public T get() throws InterruptedException, ExecutionException {
		for (int i = 0; i < GLANCES && !isDone(); i++) {
			Thread.onSpinWait();
		}
		return super.get();
	}

	/**
	 * Interrupts the attempt and no longer waits for it: whoever does is told that it was
	 * cancelled. Does nothing once it has ended.
	 */
	void leave() {
		// Counted first, so that whoever waited finds it counted.
		this.stay.leave();
		cancel(true);
	}

}
