package dev.understudy;

/**
 * What an application does with a model. Called once for each attempt.
 *
 * @param <T> what the model answers
 */
@FunctionalInterface
public interface ModelCall<T> {

	/**
	 * Calls the given model.
	 * @param model the model of this attempt
	 * @return the answer
	 * @throws Exception any failure; it is classified, and decides what happens next
	 */
	T call(Model model) throws Exception;

}
