package dev.understudy;

import java.time.Duration;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * The model of the attempt that runs on this thread.
 * <p>
 * Code inside a {@link ModelFallback} method or a {@link ModelCall} learns here which
 * model it is to use, and reports the tokens that it used.
 */
public final class CurrentModel {

	/**
	 * One slot a thread, for its running attempt. It stays with the thread, so it is of a
	 * class that keeps no class loader alive.
	 */
	private static final ThreadLocal<@Nullable Object @Nullable []> SLOT = new ThreadLocal<>();

	private CurrentModel() {
	}

	/**
	 * The model of the running attempt.
	 * @return the model
	 * @throws IllegalStateException when no attempt runs on this thread
	 */
	public static Model require() {
		return running().model();
	}

	/**
	 * The model of the running attempt, if one runs on this thread.
	 * @return the model, or empty outside an attempt
	 */
	public static Optional<Model> find() {
		Running running = current();
		return (running != null) ? Optional.of(running.model()) : Optional.empty();
	}

	/**
	 * Adds tokens to what the running attempt has used.
	 * @param inputTokens tokens sent, zero or more
	 * @param outputTokens tokens received, zero or more
	 * @throws IllegalStateException when no attempt runs on this thread
	 */
	public static void usage(long inputTokens, long outputTokens) {
		running().used(new Usage(inputTokens, outputTokens));
	}

	/**
	 * Runs an attempt as the running one of this thread.
	 * @param <T> the answer's type
	 * @param attempt the attempt
	 * @param work what to do with its model
	 * @return what the work returns
	 * @throws Exception what the work throws
	 */
	public static <T extends @Nullable Object> T call(Running attempt, ModelCall<T> work) throws Exception {
		@Nullable Object[] slot = slot();
		Object before = slot[0];
		slot[0] = attempt;
		try {
			return work.call(attempt.model());
		}
		finally {
			slot[0] = before;
		}
	}

	/**
	 * Makes an attempt the running one of this thread. For whoever runs attempts: the
	 * attempt that was running before is put back the same way when this one ends.
	 * @param attempt the attempt that runs from now on, {@code null} for none
	 * @return the attempt that was running until now, {@code null} for none
	 */
	public static @Nullable Running exchange(@Nullable Running attempt) {
		@Nullable Object[] slot = slot();
		Running before = (Running) slot[0];
		slot[0] = attempt;
		return before;
	}

	/**
	 * The running attempt of this thread, to be handed to another thread.
	 * @return the attempt, or {@code null} outside an attempt
	 */
	public static @Nullable Running current() {
		@Nullable Object[] slot = SLOT.get();
		return (slot != null) ? (Running) slot[0] : null;
	}

	private static @Nullable Object[] slot() {
		@Nullable Object[] slot = SLOT.get();
		if (slot == null) {
			slot = new Object[1];
			SLOT.set(slot);
		}
		return slot;
	}

	private static Running running() {
		Running running = current();
		if (running == null) {
			throw new IllegalStateException("No attempt of a model runs on thread '" + Thread.currentThread().getName()
					+ "': CurrentModel is known inside @ModelFallback methods and ModelRouter calls only");
		}
		return running;
	}

	/**
	 * An attempt while it runs.
	 */
	public interface Running {

		/**
		 * The model that is tried.
		 * @return the model
		 */
		Model model();

		/**
		 * Adds to what the attempt has used. Called on any thread.
		 * @param usage the tokens
		 */
		void used(Usage usage);

		/**
		 * The provider has told with an answer that it will refuse what is asked next,
		 * for which the model stands down as rate-limited. The attempt goes on. Called on
		 * any thread; does nothing by default.
		 * @param wait how long the provider will
		 */
		default void usedUp(Duration wait) {
		}

	}

}
