package dev.understudy.boot;

import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

import dev.understudy.actuate.ConfigurationInForce;
import dev.understudy.actuate.ConfigurationInForce.OfChain;
import dev.understudy.health.HealthRules;
import dev.understudy.spring.DefaultChain;
import org.jspecify.annotations.Nullable;

/**
 * Tells the versions of the configuration that is in force. What one layer of properties
 * says and another overrides counts for nothing, and so does whether a default is written
 * or left out. Thread-safe; counts once what is in force for longer.
 */
final class ConfigurationVersions implements Supplier<ConfigurationInForce> {

	private final PropertiesInForce inForce;

	private final DefaultChain defaultChain;

	private volatile @Nullable Told told;

	ConfigurationVersions(PropertiesInForce inForce, DefaultChain defaultChain) {
		this.inForce = inForce;
		this.defaultChain = defaultChain;
	}

	@Override
	public ConfigurationInForce get() {
		PropertiesInForce.Edition edition = this.inForce.edition();
		Told last = this.told;
		if (last == null || last.edition() != edition) {
			last = new Told(edition, tell(edition.properties(), edition.since(), this.defaultChain.name()));
			this.told = last;
		}
		return last.configuration();
	}

	static ConfigurationInForce tell(UnderstudyProperties properties, Instant since, @Nullable String defaultChain) {
		Map<String, List<?>> models = new HashMap<>();
		HealthRules health = HealthLayers.lay(properties.health(), HealthRules.DEFAULT);
		properties.models().forEach((id, written) -> models.put(id, model(id, written, properties, health)));
		Policy defaults = Policy.DEFAULT.with(properties.defaults());
		Map<String, OfChain> chains = new LinkedHashMap<>();
		properties.chains().forEach((name, written) -> chains.put(name, chain(written, defaults, models)));
		String version = Fingerprint.of(Arrays.asList(defaultChain, chains));
		return new ConfigurationInForce(version, since, defaultChain, chains);
	}

	private static OfChain chain(ChainProperties written, Policy defaults, Map<String, List<?>> models) {
		Policy policy = defaults.with(written.policy());
		List<String> ids = written.models()
			.stream()
			.map(ChainProperties.Entry::model)
			.filter(Objects::nonNull)
			.toList();
		List<?> whole = List.of(policy, written.models().stream().map(policy::seat).toList(), written.reroute(),
				written.degrade(), ids.stream().map((id) -> models.getOrDefault(id, List.of())).toList());
		return new OfChain(Fingerprint.of(whole), ids);
	}

	private static List<?> model(String id, ModelProperties written, UnderstudyProperties properties,
			HealthRules below) {
		HealthProperties.Probe probe = written.health().probe();
		HealthProperties.Probe probeBelow = properties.health().probe();
		return Arrays.asList(id, written.provider(), Given.or(written.name(), id), written.client(), written.enabled(),
				written.capabilities(), written.contextWindow(), written.price(), written.maxConcurrent(),
				written.limits(), written.maintenance(), HealthLayers.lay(written.health(), below),
				first(probe.enabled(), probeBelow.enabled()), first(probe.interval(), probeBelow.interval()),
				first(probe.timeout(), probeBelow.timeout()), first(probe.prompt(), probeBelow.prompt()),
				first(probe.only(), probeBelow.only()),
				HealthLayers.providerWide(written.health(), HealthLayers.providerWide(properties.health(), true)));
	}

	private static <T> @Nullable T first(@Nullable T written, @Nullable T below) {
		return (written != null) ? written : below;
	}

	private record Told(PropertiesInForce.Edition edition, ConfigurationInForce configuration) {

	}

}
