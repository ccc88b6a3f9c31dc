package dev.understudy.test.boot;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.Environment;

/**
 * The models that a configuration names, before anything is bound.
 *
 * @param environment has the configuration
 * @param ids their ids
 */
record WrittenModels(Environment environment, Set<String> ids) {

	private static final ConfigurationPropertyName MODELS = ConfigurationPropertyName.of("understudy.models");

	/**
	 * Vendors whose other models than chat models want a key even if nobody asks them.
	 */
	private static final List<String> VENDORS = List.of("openai", "anthropic", "mistralai", "deepseek", "google.genai");

	static WrittenModels of(Environment environment) {
		Set<String> ids = new LinkedHashSet<>();
		for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
			if (source instanceof IterableConfigurationPropertySource names) {
				names.stream()
					.filter(MODELS::isAncestorOf)
					.forEach((name) -> ids.add(name.getElement(MODELS.getNumberOfElements(), Form.ORIGINAL)));
			}
		}
		return new WrittenModels(environment, ids);
	}

	static String key(String modelId, String key) {
		return MODELS + "[" + modelId + "]." + key;
	}

	/**
	 * Models that are asked with the same client: with the bean that is named, or with
	 * the one of their provider.
	 */
	Map<String, List<String>> byClient() {
		Map<String, List<String>> byClient = new LinkedHashMap<>();
		for (String id : this.ids) {
			String named = value(key(id, "client"));
			String client = (named != null) ? named : value(key(id, "provider"));
			byClient.computeIfAbsent((client != null) ? client : "", (any) -> new ArrayList<>()).add(id);
		}
		return byClient;
	}

	/**
	 * No vendor's client, nobody who asks models by himself, and no key for want of which
	 * others fail.
	 */
	Map<String, Object> withoutVendors() {
		Map<String, Object> properties = new LinkedHashMap<>();
		properties.put("spring.ai.model.chat", "none");
		properties.put("understudy.health.probe.enabled", false);
		for (String id : this.ids) {
			String probing = key(id, "health.probe.enabled");
			if (value(probing) != null) {
				properties.put(probing, false);
			}
		}
		for (String vendor : VENDORS) {
			String key = "spring.ai." + vendor + ".api-key";
			if (value(key) == null) {
				properties.put(key, "scripted");
			}
		}
		return properties;
	}

	/** What is written, {@code null} for nothing, or for what cannot be resolved. */
	private @Nullable String value(String name) {
		try {
			return Binder.get(this.environment).bind(name, String.class).orElse(null);
		}
		catch (BindException ex) {
			return null;
		}
	}

}
