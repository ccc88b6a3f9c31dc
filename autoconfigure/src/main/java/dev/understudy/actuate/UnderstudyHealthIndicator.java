package dev.understudy.actuate;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.understudy.ModelRegistry;
import dev.understudy.ModelState;
import dev.understudy.ModelStatus;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Says DOWN when some chain has no usable model, else UP; without chains there is nothing
 * that could be down.
 * <p>
 * A model is usable when a call could try it now, which is what
 * {@link ModelRegistry#available} answers. So a last resort counts although it is on
 * standby, and in a chain that tries anyway every model does, unless a reason is live
 * that nobody overrides; a chain that waits has none while all its models are on standby.
 * A model in trial counts. So does one that is merely busy, because load is no outage;
 * one all of whose attempts were given up without returning does not.
 * <p>
 * Reading it takes no lease and no place in a trial, and calls nobody. Details are ids,
 * reasons and times, of twenty chains at most: those that are down come first, then those
 * of which somebody is out.
 */
public final class UnderstudyHealthIndicator implements HealthIndicator {

	private static final int MOST_CHAINS = 20;

	private static final Comparator<ChainHealth> WORST_FIRST = Comparator.comparing(ChainHealth::down)
		.reversed()
		.thenComparing(ChainHealth::whole);

	private final ModelRegistry registry;

	/**
	 * The health of a registry's chains.
	 * @param registry where models and chains are known
	 */
	public UnderstudyHealthIndicator(ModelRegistry registry) {
		this.registry = registry;
	}

	@Override
	public Health health() {
		Map<String, ModelStatus> models = new LinkedHashMap<>();
		this.registry.statuses().forEach((status) -> models.put(status.id(), status));
		List<ChainHealth> chains = Explanations.all(this.registry, this.registry.statistics())
			.map((explanation) -> ChainHealth.of(explanation, models))
			.toList();
		long down = chains.stream().filter(ChainHealth::down).count();
		Map<String, Object> shown = new LinkedHashMap<>();
		shown(chains).forEach((chain) -> shown.put(chain.chain(), chain.details(models)));
		Map<String, Object> totals = new LinkedHashMap<>();
		totals.put("chains", chains.size());
		totals.put("chainsDown", down);
		totals.put("chainsNotShown", chains.size() - shown.size());
		totals.put("models", models.size());
		totals.put("modelsOnStandby", count(models.values(), ModelState.STANDBY));
		totals.put("modelsInTrial", count(models.values(), ModelState.TRIAL));
		return ((down > 0) ? Health.down() : Health.up()).withDetail("chains", shown)
			.withDetail("totals", totals)
			.build();
	}

	/** All of a few chains as they are configured, else the worst. */
	private static List<ChainHealth> shown(List<ChainHealth> chains) {
		return (chains.size() <= MOST_CHAINS) ? chains
				: chains.stream().filter((chain) -> !chain.whole()).sorted(WORST_FIRST).limit(MOST_CHAINS).toList();
	}

	private static long count(Collection<ModelStatus> models, ModelState state) {
		return models.stream().filter((status) -> status.state() == state).count();
	}

}
