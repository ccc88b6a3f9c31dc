package dev.understudy.boot;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;

import dev.understudy.actuate.ConfigurationInForce;
import dev.understudy.actuate.ConfigurationInForce.OfChain;
import dev.understudy.routing.RungCondition;
import dev.understudy.spring.DefaultChain;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the versions of the configuration that is in force. What one layer of properties
 * says and another overrides counts for nothing, and so does whether a default is written
 * or left out. Thread-safe; counts once what is in force for longer. Where nothing can be
 * counted, as in a native image that lacks a hint, it tells the rest without versions.
 */
final class ConfigurationVersions implements Supplier<ConfigurationInForce> {

	private static final Logger logger = LoggerFactory.getLogger(ConfigurationVersions.class);

	private final PropertiesInForce inForce;

	private final DefaultChain defaultChain;

	private final Function<Object, String> print;

	private volatile @Nullable Told told;

	ConfigurationVersions(PropertiesInForce inForce, DefaultChain defaultChain) {
		this(inForce, defaultChain, Fingerprint::of);
	}

	ConfigurationVersions(PropertiesInForce inForce, DefaultChain defaultChain, Function<Object, String> print) {
		this.inForce = inForce;
		this.defaultChain = defaultChain;
		this.print = print;
	}

	@Override
	public ConfigurationInForce get() {
		PropertiesInForce.Edition edition = this.inForce.edition();
		Told last = this.told;
		if (last == null || last.edition() != edition) {
			last = new Told(edition, tell(edition));
			this.told = last;
		}
		return last.configuration();
	}

	private ConfigurationInForce tell(PropertiesInForce.Edition edition) {
		try {
			return tell(edition.properties(), edition.since(), this.defaultChain.name(), this.print);
		}
		catch (RuntimeException | LinkageError ex) {
			logger.warn("The configuration is told without versions, since '{}' was thrown in counting them",
					ex.getClass().getName());
			return withoutVersions(edition);
		}
	}

	static ConfigurationInForce tell(UnderstudyProperties properties, Instant since, @Nullable String defaultChain) {
		return tell(properties, since, defaultChain, Fingerprint::of);
	}

	private static ConfigurationInForce tell(UnderstudyProperties properties, Instant since,
			@Nullable String defaultChain, Function<Object, String> print) {
		Map<String, List<?>> models = new HashMap<>();
		ResolvedModels resolved = new ResolvedModels(properties);
		properties.models().keySet().forEach((id) -> models.put(id, resolved.model(id)));
		Policy defaults = Policy.DEFAULT.with(properties.defaults());
		Map<String, OfChain> chains = new LinkedHashMap<>();
		Map<String, String> versions = new HashMap<>();
		properties.chains().forEach((name, written) -> {
			String version = print.apply(chain(written, defaults, models));
			chains.put(name, new OfChain(version, ids(written)));
			versions.put(name, version);
		});
		return new ConfigurationInForce(print.apply(Arrays.asList(defaultChain, versions)), since, defaultChain,
				chains);
	}

	private ConfigurationInForce withoutVersions(PropertiesInForce.Edition edition) {
		Map<String, OfChain> chains = new LinkedHashMap<>();
		edition.properties().chains().forEach((name, written) -> chains.put(name, new OfChain(null, ids(written))));
		return new ConfigurationInForce(null, edition.since(), this.defaultChain.name(), chains);
	}

	private static List<?> chain(ChainProperties written, Policy defaults, Map<String, List<?>> models) {
		Policy policy = defaults.with(written.policy());
		return List.of(policy, written.models().stream().map(policy::seat).toList(), written.reroute(),
				written.degrade().stream().map(ConfigurationVersions::rung).toList(),
				ids(written).stream().map((id) -> models.getOrDefault(id, List.of())).toList());
	}

	private static List<?> rung(ChainProperties.Rung written) {
		Duration lastGood = written.lastGood();
		return Arrays.asList(lastGood, (lastGood == null) ? Given.or(written.text(), "") : null,
				new RungCondition(written.when(), null).when(), written.matching());
	}

	private static List<String> ids(ChainProperties written) {
		return written.models().stream().map(ChainProperties.Entry::model).filter(Objects::nonNull).toList();
	}

	private record Told(PropertiesInForce.Edition edition, ConfigurationInForce configuration) {

	}

}
