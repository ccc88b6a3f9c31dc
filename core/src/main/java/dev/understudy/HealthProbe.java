package dev.understudy;

import java.time.Duration;

/**
 * Finds out whether a model answers. Must be thread-safe: many models are probed at once,
 * each on a thread of its own and never within a call of the application. One that throws
 * harms nothing but the model it was asked about.
 * <p>
 * A refusal that only a provider that can be reached gives (a bad request, a rate limit,
 * a content filter, a context that is too long) counts as reached. While a probe runs its
 * model is the {@link CurrentModel}, so that tokens can be reported there.
 */
public interface HealthProbe {

	/**
	 * Whether this probe knows how to reach the model.
	 * @param model the model
	 * @return {@code true} when {@link #probe} may be called
	 */
	boolean supports(Model model);

	/**
	 * Asks the model for something small. Returning normally means that it answers. A
	 * probe that does not return in time is interrupted and has failed; until it returns,
	 * its model is asked nothing more, and each further probe fails at once.
	 * @param model the model
	 * @param timeout the bound to keep
	 * @throws Exception when it does not answer
	 */
	void probe(Model model, Duration timeout) throws Exception;

}
