package dev.understudy;

import java.time.Duration;

/**
 * Finds out whether a model answers.
 */
public interface HealthProbe {

	/**
	 * Whether this probe knows how to reach the model.
	 * @param model the model
	 * @return {@code true} when {@link #probe} may be called
	 */
	boolean supports(Model model);

	/**
	 * Asks the model for something small. Returning normally means that it answers.
	 * @param model the model
	 * @param timeout the bound to keep
	 * @throws Exception when it does not answer
	 */
	void probe(Model model, Duration timeout) throws Exception;

}
