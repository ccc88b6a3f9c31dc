package dev.understudy.routing;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the attempts of one model that nobody waits for any more and whose client has
 * not returned. While there are too many, the model gets no further ones; those that run
 * at that moment may still be added.
 */
final class Abandoned {

	private static final Logger logger = LoggerFactory.getLogger("dev.understudy.routing");

	private final String modelId;

	private final int most;

	private final AtomicInteger count = new AtomicInteger();

	private volatile Permits permits = new Permits(0);

	Abandoned(String modelId, int most) {
		this.modelId = modelId;
		this.most = most;
	}

	/** For threads that are no attempts: they take no permits and shut nobody out. */
	static Abandoned uncounted(String modelId) {
		return new Abandoned(modelId, Integer.MAX_VALUE);
	}

	/** Takes permits from these, from now on. */
	Abandoned against(Permits bound) {
		this.permits = bound;
		return this;
	}

	/** A stay with the client that has not begun. */
	Stay stay() {
		return new Stay();
	}

	boolean tooMany() {
		return this.count.get() >= this.most;
	}

	int count() {
		return this.count.get();
	}

	/**
	 * The time that one thread is with the client. Is counted from the moment it is left
	 * until it ends, if it had begun.
	 */
	final class Stay {

		private final AtomicReference<Stage> stage = new AtomicReference<>(Stage.AHEAD);

		/** What it takes a permit from once it is left. */
		private final Permits bound = Abandoned.this.permits;

		void begin() {
			this.stage.set(Stage.AWAITED);
		}

		void end() {
			if (this.stage.getAndSet(Stage.OVER) == Stage.LEFT) {
				uncount();
			}
		}

		/** Nobody waits for its end any more. May be said more than once. */
		void leave() {
			// Counted first, so that an end at the same moment never makes it negative,
			// and before its call gives its own permit back.
			int left = Abandoned.this.count.incrementAndGet();
			this.bound.hold();
			if (!this.stage.compareAndSet(Stage.AWAITED, Stage.LEFT)) {
				uncount();
			}
			else if (left == Abandoned.this.most) {
				logger.warn(
						"Model '{}' gets no attempts while {} that were given up have not returned: "
								+ "its client ignores interrupts and has no timeout of its own",
						Abandoned.this.modelId, left);
			}
		}

		private void uncount() {
			Abandoned.this.count.decrementAndGet();
			this.bound.giveBack();
		}

	}

	private enum Stage {

		AHEAD, AWAITED, LEFT, OVER

	}

}
