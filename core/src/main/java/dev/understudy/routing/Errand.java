package dev.understudy.routing;

import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

/**
 * An attempt that runs on another thread while its caller waits for it, for a while.
 *
 * @param <T> what the attempt answers
 */
final class Errand<T extends @Nullable Object> extends FutureTask<T> {

	private final Abandoned abandoned;

	private final AtomicReference<Stage> stage = new AtomicReference<>(Stage.AWAITED);

	Errand(Callable<T> work, Abandoned abandoned) {
		super(work);
		this.abandoned = abandoned;
	}

	@Override
	public void run() {
		try {
			super.run();
		}
		finally {
			if (this.stage.getAndSet(Stage.RETURNED) == Stage.LEFT) {
				this.abandoned.returned();
			}
			// Whoever interrupted the errand meant the errand, not the thread's next one.
			Thread.interrupted();
		}
	}

	/** Interrupts the attempt and no longer waits for it. */
	void leave() {
		cancel(true);
		this.abandoned.left();
		if (!this.stage.compareAndSet(Stage.AWAITED, Stage.LEFT)) {
			this.abandoned.returned();
		}
	}

	private enum Stage {

		AWAITED, LEFT, RETURNED

	}

}
