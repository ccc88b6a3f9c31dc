package dev.understudy.boot;

import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

/**
 * The properties that hold now, which a refresh replaces. Thread-safe.
 */
final class PropertiesInForce {

	private final AtomicReference<UnderstudyProperties> properties;

	PropertiesInForce(UnderstudyProperties properties) {
		this.properties = new AtomicReference<>(properties);
	}

	void replace(UnderstudyProperties next) {
		this.properties.set(next);
	}

	/** The bean that is to be a model's client, {@code null} when nobody said. */
	@Nullable String client(String modelId) {
		ModelProperties model = this.properties.get().models().get(modelId);
		return (model != null) ? model.client() : null;
	}

}
