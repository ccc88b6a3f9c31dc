package dev.understudy.reactive;

import dev.understudy.Degradation;
import dev.understudy.Model;
import dev.understudy.Outcome;

/**
 * Marks what reaches the caller of a stream. Called on the threads of the stream, once
 * for each piece and each answer of a rung; one that throws fails the attempt.
 *
 * @param <T> the pieces
 */
public interface StreamEditor<T> {

	/**
	 * Marks a piece of a model's answer.
	 * @param piece the piece
	 * @param model the model
	 * @param outcome how the call ends if the model goes on to the end
	 * @param attempts how many attempts there were, this one included
	 * @return what the caller gets
	 */
	T marked(T piece, Model model, Outcome outcome, int attempts);

	/**
	 * Makes a piece of what a rung answered.
	 * @param answer the answer
	 * @param why why no model answered
	 * @return what the caller gets
	 */
	T degraded(Object answer, Degradation why);

	/**
	 * Leaves pieces as they are; a rung's answer is a piece already.
	 * @param <T> the pieces
	 * @return an editor that changes nothing
	 */
	static <T> StreamEditor<T> none() {
		return new StreamEditor<>() {

			@Override
			public T marked(T piece, Model model, Outcome outcome, int attempts) {
				return piece;
			}

			@Override
			@SuppressWarnings("unchecked") // the question has said what an answer is
			public T degraded(Object answer, Degradation why) {
				return (T) answer;
			}

		};
	}

}
