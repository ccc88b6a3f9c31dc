package dev.understudy.routing;

import java.util.Optional;
import java.util.Set;

import dev.understudy.failure.FailureKind;

/**
 * One step of a ladder: something that may answer when no model could. A rung that throws
 * or has nothing hands on to the next one.
 */
public interface Rung {

	/**
	 * What kind of rung this is.
	 * @return {@code method}, {@code text} or {@code last-good}
	 */
	String name();

	/**
	 * Whether this rung is for such a failure of such a question.
	 * @param kind why no model answered
	 * @param question what was asked
	 * @return {@code true} when {@link #answer} is to be tried
	 */
	boolean serves(FailureKind kind, Question question);

	/**
	 * The failures that this rung may be for, so that its answers can be counted from
	 * zero. None is known by default.
	 * @return kinds beside which {@link #serves} is never true, or empty
	 */
	default Set<FailureKind> kinds() {
		return Set.of();
	}

	/**
	 * Answers.
	 * @param fall why no model answered
	 * @param question what was asked
	 * @return the answer, or empty to hand on to the next rung
	 * @throws Exception to hand on to the next rung
	 */
	Optional<Answer> answer(Fall fall, Question question) throws Exception;

	/**
	 * Sees an answer of a model, to remember it. Does nothing by default.
	 * @param value the answer
	 * @param question what was asked
	 */
	default void answered(Object value, Question question) {
	}

}
