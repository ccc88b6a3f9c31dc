package dev.understudy.routing;

import java.util.Map;
import java.util.function.UnaryOperator;

import dev.understudy.Model;
import dev.understudy.Outcome;
import dev.understudy.failure.FailureKind;
import org.jspecify.annotations.Nullable;

/**
 * Observes each call from its beginning to its end, and may hang something on the threads
 * and contexts of its attempts, so that what their clients do is seen as a part of it.
 * <p>
 * Must be thread-safe. One that throws is reported once in the log and harms no call. It
 * is told ids, kinds and lengths only: never a prompt, an answer or an exception.
 */
public interface CallObserver {

	/**
	 * Whether it is worth asking. Asked once, when the engine is put together; calls that
	 * nobody observes cost less.
	 * @return {@code true} by default
	 */
	default boolean observes() {
		return true;
	}

	/**
	 * Finds what a call is a part of. Asked on the thread that makes the call or
	 * subscribes to it.
	 * @param context what the caller's context holds under a key, {@code null} for
	 * nothing
	 * @return what {@link #begin} is given, {@code null} when the call is part of nothing
	 */
	@Nullable Object parent(UnaryOperator<@Nullable Object> context);

	/**
	 * A call begins, on whatever thread.
	 * @param chain the name of a configured chain, or {@code ad-hoc} when it was made up
	 * for the call
	 * @param parent what it is a part of
	 * @return how it is observed, {@code null} for not at all
	 */
	@Nullable Observed begin(String chain, @Nullable Object parent);

	/**
	 * One call under observation. It is told what happens by one thread at a time.
	 */
	interface Observed {

		/**
		 * Code of an attempt, or of a rung, is about to run on this thread. Attempts that
		 * were given up may still run when others begin, and after the end of the call.
		 * @return what is to be done on the same thread when the code has run
		 */
		Runnable open();

		/**
		 * What an attempt finds in its Reactor context.
		 * @return keys and values, none by default
		 */
		default Map<Object, Object> context() {
			return Map.of();
		}

		/**
		 * An attempt has ended.
		 * @param model the model that was tried
		 * @param failure why it failed, {@code null} when it succeeded
		 */
		void attempted(Model model, @Nullable FailureKind failure);

		/**
		 * The call has ended. Told exactly once, and last.
		 * @param outcome how it ended
		 * @param model the model that answered, {@code null} when none did
		 * @param failure why no model answered, {@code null} when one did
		 */
		void ended(Outcome outcome, @Nullable Model model, @Nullable FailureKind failure);

	}

}
