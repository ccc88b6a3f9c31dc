package dev.understudy.boot;

import org.jspecify.annotations.Nullable;

/**
 * The properties that hold now, which a refresh replaces. Thread-safe.
 */
final class PropertiesInForce {

	private static final String PROMPT = "Say OK";

	private volatile UnderstudyProperties properties;

	PropertiesInForce(UnderstudyProperties properties) {
		this.properties = properties;
	}

	void replace(UnderstudyProperties next) {
		this.properties = next;
	}

	/** What a model is asked by a probe. */
	String prompt(String modelId) {
		UnderstudyProperties now = this.properties;
		ModelProperties model = now.models().get(modelId);
		String own = (model != null) ? model.health().probe().prompt() : null;
		return Given.or(own, Given.or(now.health().probe().prompt(), PROMPT));
	}

	/** The bean that is to be a model's client, {@code null} when nobody said. */
	@Nullable String client(String modelId) {
		ModelProperties model = this.properties.models().get(modelId);
		return (model != null) ? model.client() : null;
	}

}
