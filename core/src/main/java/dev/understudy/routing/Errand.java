package dev.understudy.routing;

import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;

import org.jspecify.annotations.Nullable;

/**
 * An attempt that runs on another thread while its caller waits for it, for a while.
 *
 * @param <T> what the attempt answers
 */
final class Errand<T extends @Nullable Object> extends FutureTask<T> {

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
	 * Interrupts the attempt and no longer waits for it: whoever does is told that it was
	 * cancelled. Does nothing once it has ended.
	 */
	void leave() {
		// Counted first, so that whoever waited finds it counted.
		this.stay.leave();
		cancel(true);
	}

}
