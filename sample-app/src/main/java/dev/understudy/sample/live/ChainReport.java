package dev.understudy.sample.live;

import java.util.Map;
import java.util.TreeMap;

import dev.understudy.ModelRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Profile;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * Tells which chains have no model for want of a key.
 */
@Component
@Profile("live")
@Order(0)
class ChainReport implements CommandLineRunner {

	private static final Logger logger = LoggerFactory.getLogger(ChainReport.class);

	private final ModelRegistry registry;

	private final Binder binder;

	ChainReport(ModelRegistry registry, Environment environment) {
		this.registry = registry;
		this.binder = Binder.get(environment);
	}

	@Override
	public void run(String... arguments) {
		Map<String, String> keys = new TreeMap<>(
				this.binder.bind("sample.keys", Bindable.mapOf(String.class, String.class)).orElse(Map.of()));
		this.binder.bind("understudy.chains", Bindable.mapOf(String.class, Object.class))
			.orElse(Map.of())
			.keySet()
			.stream()
			.filter((chain) -> this.registry.available(chain).isEmpty())
			.forEach((chain) -> logger.warn("Chain '{}' has no model, as a key of its providers is missing: set {}",
					chain, keys.values()));
	}

}
