package dev.understudy.boot;

import java.util.Arrays;
import java.util.List;

import dev.understudy.health.HealthRules;
import dev.understudy.limit.Limit;
import dev.understudy.routing.ProbeSettings;

/**
 * What holds for models, once every layer of properties is laid over the one below and
 * every default is filled in: equal where nothing but the spelling differs.
 */
final class ResolvedModels {

	private final UnderstudyProperties properties;

	private final HealthRules health;

	private final ProbeSettings probe;

	ResolvedModels(UnderstudyProperties properties) {
		this.properties = properties;
		this.health = HealthLayers.lay(properties.health(), HealthRules.DEFAULT);
		this.probe = HealthLayers.probe(properties.health().probe(), ProbeSettings.DEFAULT);
	}

	/** Of a model in whose properties no check has found a mistake. */
	List<?> model(String id) {
		ModelProperties written = this.properties.models().get(id);
		if (written == null) {
			return List.of();
		}
		return Arrays.asList(id, written.provider(), Given.or(written.name(), id), written.client(), written.enabled(),
				written.capabilities(), written.contextWindow(), written.effectivePrice(), written.maxConcurrent(),
				LimitMapper.limits(written.limits()).all().stream().map(ResolvedModels::limit).toList(),
				written.maintenance(), HealthLayers.lay(written.health(), this.health), probe(written),
				PropertiesInForce.prompt(this.properties, id), providerWide(written));
	}

	private List<?> probe(ModelProperties written) {
		ProbeSettings own = HealthLayers.probe(written.health().probe(), this.probe);
		return List.of(own.enabled(), own.interval(), Given.or(own.timeout(), ProbeSettings.DEFAULT_TIMEOUT),
				own.scope());
	}

	private boolean providerWide(ModelProperties written) {
		return HealthLayers.providerWide(written.health(), HealthLayers.providerWide(this.properties.health(), true));
	}

	private static List<?> limit(Limit limit) {
		return List.of(limit.kind(), limit.max(), limit.per().toString());
	}

}
