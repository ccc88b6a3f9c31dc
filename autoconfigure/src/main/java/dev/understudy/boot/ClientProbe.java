package dev.understudy.boot;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

import dev.understudy.HealthProbe;
import dev.understudy.Model;

/**
 * Asks the client of a model itself for a few tokens: no chain, no fallback, no rung.
 *
 * @param <C> the kind of clients
 * @param clients knows the client of each model, and throws an
 * {@link IllegalStateException} when there is none
 * @param prompts knows what each model is asked, by its id
 * @param library asks clients of this kind
 */
record ClientProbe<C>(Function<Model, C> clients, Function<String, String> prompts,
		Library<C> library) implements HealthProbe {

	/** What an answer may be long: the least that all vendors accept. */
	private static final int MOST_TOKENS = 16;

	@Override
	public boolean supports(Model model) {
		return client(model).isPresent();
	}

	@Override
	public void probe(Model model, Duration timeout) {
		this.library.require(this.clients.apply(model), model, this.prompts.apply(model.id()), MOST_TOKENS);
	}

	private Optional<C> client(Model model) {
		try {
			return Optional.of(this.clients.apply(model));
		}
		catch (IllegalStateException ex) {
			return Optional.empty();
		}
	}

	/**
	 * Demands an answer from a client.
	 *
	 * @param <C> the kind of clients
	 */
	@FunctionalInterface
	interface Library<C> {

		void require(C client, Model model, String prompt, int mostTokens);

	}

}
