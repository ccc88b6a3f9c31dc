package dev.understudy.routing;

import org.jspecify.annotations.Nullable;

/**
 * What a call asks, as far as rungs need to know it. Asked only when no model could
 * answer, or when answers are to be remembered.
 */
public interface Question {

	/**
	 * What an answer is.
	 * @return the type that an answer must have, never a primitive one
	 */
	Class<?> answerType();

	/**
	 * The question as text.
	 * @return the first text of the question, {@code null} when there is none
	 */
	@Nullable String text();

	/**
	 * What makes two questions the same.
	 * @return a key that names no content in clear, {@code null} when no two questions
	 * are the same
	 */
	@Nullable String key();

	/**
	 * What of a model's answer is remembered as a last good answer.
	 * @param answer the answer
	 * @return the answer or a part of it, {@code null} for nothing; by default the answer
	 */
	default @Nullable Object memory(Object answer) {
		return answer;
	}

	/**
	 * What the call is called in a warning, for example its method.
	 * @return a name without content
	 */
	default String subject() {
		return "a model call";
	}

}
