package dev.understudy;

import java.util.Set;

/**
 * Something that answers: an id of ours, a provider, and the name the provider knows it
 * by.
 *
 * @param id our id, unique among the configured models
 * @param provider who runs it, for example {@code openai}; empty when nobody said
 * @param name what the provider calls it
 * @param capabilities what it declares to be able to do
 * @param contextWindow tokens that fit, 0 when unknown
 * @param price what it costs, {@link Price#UNKNOWN} when nobody said
 */
public record Model(String id, String provider, String name, Set<String> capabilities, int contextWindow, Price price) {

	public Model {
		if (id.isBlank()) {
			throw new IllegalArgumentException("Model id '" + id + "' is blank, must be a name");
		}
		if (name.isBlank()) {
			throw new IllegalArgumentException(
					"Name of model '" + id + "' is blank, must be what the provider calls it");
		}
		if (contextWindow < 0) {
			throw new IllegalArgumentException("Context window of model '" + id + "' is '" + contextWindow
					+ "', must be a number of tokens, or 0 when unknown");
		}
		capabilities = Set.copyOf(capabilities);
	}

	/**
	 * A model of which nothing more is known than who runs it and what it is called.
	 * @param id our id
	 * @param provider who runs it
	 * @param name what the provider calls it
	 * @return the model, without capabilities, window and price
	 */
	public static Model of(String id, String provider, String name) {
		return new Model(id, provider, name, Set.of(), 0, Price.UNKNOWN);
	}

}
