package dev.understudy.sample.live;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

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
		Set<String> disabled = new LinkedHashSet<>();
		Set<String> missing = new LinkedHashSet<>();
		models.forEach((id, model) -> {
			String key = (model.provider() != null) ? keys.get(model.provider()) : null;
			if (key != null && !StringUtils.hasText(environment.getProperty(key))) {
				disabled.add(id);
				missing.add(key);
			}
		});
		if (!models.isEmpty() && disabled.size() == models.size()) {
			throw new NoProviderException(missing);
		}
		if (!disabled.isEmpty()) {
			environment.getPropertySources()
				.addFirst(new MapPropertySource("missing keys", without(disabled, missing)));
		}
	}

	/** The clients are made nevertheless, so they get something for a key. */
	private static Map<String, Object> without(Set<String> models, Set<String> keys) {
		Map<String, Object> properties = new LinkedHashMap<>();
		models.forEach((id) -> properties.put("understudy.models." + id + ".enabled", false));
		keys.forEach((key) -> properties.put(key, "none"));
		return properties;
	}

	/**
	 * What is to be known of a configured model.
	 *
	 * @param provider whose it is
	 */
	record Configured(@Nullable String provider) {

	}

}
