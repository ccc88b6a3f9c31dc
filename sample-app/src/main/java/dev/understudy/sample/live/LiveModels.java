package dev.understudy.sample.live;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.util.StringUtils;

/**
 * Takes out the models of those providers whose key is not there. {@code sample.keys}
 * says by which variable a provider is known; without it nothing is taken out.
 */
public final class LiveModels implements ApplicationContextInitializer<ConfigurableApplicationContext> {

	@Override
	public void initialize(ConfigurableApplicationContext context) {
		ConfigurableEnvironment environment = context.getEnvironment();
		Binder binder = Binder.get(environment);
		Map<String, String> keys = binder.bind("sample.keys", Bindable.mapOf(String.class, String.class))
			.orElse(Map.of());
		Map<String, Configured> models = binder
			.bind("understudy.models", Bindable.mapOf(String.class, Configured.class))
			.orElse(Map.of());
		Map<String, String> missing = new LinkedHashMap<>(keys);
		missing.values().removeIf((key) -> StringUtils.hasText(environment.getProperty(key)));
		Map<String, String> disabled = new LinkedHashMap<>();
		models.forEach((id, model) -> {
			String key = (model.provider() != null) ? missing.get(model.provider()) : null;
			if (key != null) {
				disabled.put(id, key);
			}
		});
		if (!models.isEmpty() && disabled.size() == models.size()) {
			throw new NoProviderException(new LinkedHashSet<>(disabled.values()));
		}
		Map<String, Object> properties = new LinkedHashMap<>();
		disabled.keySet().forEach((id) -> properties.put(property(binder, id) + ".enabled", false));
		// Clients are made for nobody, too, so they get something for a key.
		missing.values().forEach((key) -> properties.put(key, "none"));
		if (!properties.isEmpty()) {
			environment.getPropertySources().addFirst(new MapPropertySource("missing keys", properties));
		}
	}

	/**
	 * Where a model is configured: an id with a dot is written in brackets, and one with
	 * a dash or a capital is another one in brackets than without.
	 */
	private static String property(Binder binder, String id) {
		String bracketed = "understudy.models[" + id + "]";
		return binder.bind(bracketed, Configured.class).isBound() ? bracketed : "understudy.models." + id;
	}

	/**
	 * What is to be known of a configured model.
	 *
	 * @param provider whose it is
	 */
	record Configured(@Nullable String provider) {

	}

}
