package dev.understudy;

import dev.understudy.failure.Failure;
import org.jspecify.annotations.Nullable;

/**
 * Hears what happens to calls and models. Every method does nothing by default.
 * <p>
 * Called on the thread where it happens, so an implementation must be thread-safe and
 * quick. One that throws is reported once in the log and harms no call.
 * <p>
 * A chain is the name of a configured one, or {@code ad-hoc} when it was made up for one
 * request; a model is always a configured one. Both may serve as tags of meters.
 */
public interface RouterListener {

	/**
	 * An attempt has ended.
	 * @param chain the chain of the call
	 * @param model the model that was tried
	 * @param failure why it failed, {@code null} when it succeeded
	 * @param nanos how long it ran
	 */
	default void attempted(String chain, Model model, @Nullable Failure failure, long nanos) {
	}

	/**
	 * The first content of an answer that comes piece by piece has come. Said at most
	 * once an attempt, before the attempt has ended, and for streams only.
	 * @param chain the chain of the call
	 * @param model the model that is being tried
	 * @param nanos how long after the attempt began
	 */
	default void firstContent(String chain, Model model, long nanos) {
	}

	/**
	 * A call has ended.
	 * @param chain the chain of the call
	 * @param outcome how it ended
	 * @param model the model that answered, {@code null} when none did
	 * @param nanos how long it ran, waits and rungs included
	 */
	default void called(String chain, Outcome outcome, @Nullable Model model, long nanos) {
	}

	/**
	 * Tokens were used by an attempt.
	 * @param model the model that was tried
	 * @param usage the tokens
	 */
	default void used(Model model, Usage usage) {
	}

	/**
	 * A call goes on to another model.
	 * @param event what happened
	 */
	default void fellBack(CallFellBack event) {
	}

	/**
	 * A rung answered.
	 * @param event what happened
	 */
	default void degraded(CallDegraded event) {
	}

	/**
	 * Nobody answered.
	 * @param event what happened
	 */
	default void exhausted(ChainExhausted event) {
	}

	/**
	 * A model went on standby.
	 * @param event what happened
	 */
	default void stoodDown(ModelStoodDown event) {
	}

	/**
	 * A model may be used again.
	 * @param event what happened
	 */
	default void recovered(ModelRecovered event) {
	}

	/**
	 * A limit is nearly reached.
	 * @param event what happened
	 */
	default void limitNearlyReached(LimitNearlyReached event) {
	}

}
