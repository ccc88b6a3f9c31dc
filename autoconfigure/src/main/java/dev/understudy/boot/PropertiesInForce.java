package dev.understudy.boot;

import org.jspecify.annotations.Nullable;

/**
 * The properties that hold now, which a refresh replaces. Thread-safe.
 */
final class PropertiesInForce {

	private volatile UnderstudyProperties properties;

	PropertiesInForce(UnderstudyProperties properties) {
		this.properties = properties;
	}

	void replace(UnderstudyProperties next) {
		this.properties = next;
	}

	/** The bean that is to be a model's client, {@code null} when nobody said. */
	@Nullable String client(String modelId) {
		ModelProperties model = this.properties.models().get(modelId);
		return (model != null) ? model.client() : null;
	}

}
