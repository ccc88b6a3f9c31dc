package dev.understudy.test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import dev.understudy.Usage;
import dev.understudy.failure.FailureKind;
import org.jspecify.annotations.Nullable;

/**
 * What a model does each time it is asked, step by step; the last step is repeated for
 * ever.
 * <p>
 * Immutable: one script can be given to several models, and each begins with its first
 * step.
 */
public final class Script {

	private final List<Step> steps;

	private Script(List<Step> steps) {
		this.steps = List.copyOf(steps);
	}

	/**
	 * The model answers.
	 * @param pieces the text; in a stream these pieces of it, elsewhere as one
	 * @return a script of one step
	 */
	public static Script answers(String... pieces) {
		return of(Step.answer(List.of(pieces)));
	}

	/**
	 * The model answers with something else than text: what a stood-in method returns, or
	 * the response of the client library.
	 * @param values the answer; several are the elements of a stream
	 * @return a script of one step
	 */
	public static Script answersWith(Object... values) {
		return of(Step.answer(List.of(values)));
	}

	/**
	 * The model fails.
	 * @param kind the kind of failure that the engine is to see
	 * @return a script of one step
	 */
	public static Script fails(FailureKind kind) {
		return of(Step.failure(List.of(), kind, null));
	}

	/**
	 * The model fails, and its provider says how long to stay away.
	 * @param kind the kind of failure that the engine is to see
	 * @param retryAfter how long, not less than zero
	 * @return a script of one step
	 */
	public static Script fails(FailureKind kind, Duration retryAfter) {
		if (retryAfter.isNegative()) {
			throw new IllegalArgumentException("Time to stay away is '" + retryAfter + "', must not be negative");
		}
		return of(Step.failure(List.of(), kind, retryAfter));
	}

	/**
	 * The model's client throws.
	 * @param thrown what it throws, the same object each time; its kind is read as that
	 * of any other exception
	 * @return a script of one step
	 */
	public static Script fails(Throwable thrown) {
		return of(Step.failure(List.of(), thrown));
	}

	/**
	 * The model does not answer: time passes until something ends the attempt, such as
	 * the timeout of the chain.
	 * @return a script of one step
	 */
	public static Script hangs() {
		return of(Step.hang(List.of()));
	}

	/**
	 * The model begins to answer, and something happens then.
	 * @param pieces the pieces of text that come
	 * @return to be continued
	 */
	public static Beginning streams(String... pieces) {
		return new Beginning(List.of(pieces));
	}

	/**
	 * Goes on with another script.
	 * @param next what comes after the last step of this one
	 * @return a new script
	 */
	public Script then(Script next) {
		List<Step> all = new ArrayList<>(this.steps);
		all.addAll(next.steps);
		return new Script(all);
	}

	/**
	 * Plays all of this script several times, before what comes {@link #then then}.
	 * @param times how often, 1 or more
	 * @return a new script
	 */
	public Script times(int times) {
		if (times < 1) {
			throw new IllegalArgumentException("Number of times is '" + times + "', must be 1 or more");
		}
		List<Step> all = new ArrayList<>();
		for (int i = 0; i < times; i++) {
			all.addAll(this.steps);
		}
		return new Script(all);
	}

	/**
	 * Lets the model take its time before the last step: that much passes on the
	 * {@link VirtualClock}.
	 * @param time how long, not less than zero
	 * @return a new script
	 */
	public Script after(Duration time) {
		if (time.isNegative()) {
			throw new IllegalArgumentException("Time to take is '" + time + "', must not be negative");
		}
		return withLast(last().after(time));
	}

	/**
	 * Says how many tokens the last step uses. Default: nobody says.
	 * @param inputTokens tokens sent, zero or more
	 * @param outputTokens tokens received, zero or more
	 * @return a new script
	 */
	public Script using(long inputTokens, long outputTokens) {
		return withLast(last().using(new Usage(inputTokens, outputTokens)));
	}

	/** The step that is played when the model is asked for the given time, from 0. */
	Step step(int number) {
		return this.steps.get(Math.min(number, this.steps.size() - 1));
	}

	private Step last() {
		return this.steps.get(this.steps.size() - 1);
	}

	private Script withLast(Step step) {
		List<Step> all = new ArrayList<>(this.steps);
		all.set(all.size() - 1, step);
		return new Script(all);
	}

	private static Script of(Step step) {
		return new Script(List.of(step));
	}

	/**
	 * The beginning of an answer that does not become whole. Whoever does not stream sees
	 * only how it ends.
	 */
	public static final class Beginning {

		private final List<String> pieces;

		private Beginning(List<String> pieces) {
			this.pieces = pieces;
		}

		/**
		 * The stream breaks off: a failure of the kind
		 * {@link FailureKind#INVALID_RESPONSE}, as a provider's stream that ends before
		 * it says so.
		 * @return a script of one step
		 */
		public Script thenCuts() {
			return thenFails(FailureKind.INVALID_RESPONSE);
		}

		/**
		 * The stream ends with a failure.
		 * @param kind the kind of failure that the engine is to see
		 * @return a script of one step
		 */
		public Script thenFails(FailureKind kind) {
			return of(Step.failure(this.pieces, kind, (@Nullable Duration) null));
		}

		/**
		 * The stream ends with an exception.
		 * @param thrown the exception
		 * @return a script of one step
		 */
		public Script thenFails(Throwable thrown) {
			return of(Step.failure(this.pieces, thrown));
		}

		/**
		 * Nothing more comes: time passes until something ends the attempt, such as the
		 * idle timeout of the chain.
		 * @return a script of one step
		 */
		public Script thenHangs() {
			return of(Step.hang(this.pieces));
		}

	}

}
