package dev.understudy.routing;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

import dev.understudy.UnknownNameException;

/**
 * All models and chains as they are configured, checked against one another.
 *
 * @param models the models in the order of configuration
 * @param chains the chains in the order of configuration
 * @param adHoc makes a chain for one request of the places it names, with the policy that
 * chains have by default
 */
public record Repertoire(List<ModelSettings> models, List<ChainSettings> chains,
		Function<List<String>, ChainSettings> adHoc) {

	/** What chains made up for one request are called. */
	public static final String AD_HOC = "ad-hoc";

	public Repertoire {
		models = List.copyOf(models);
		chains = List.copyOf(chains);
		Set<String> modelIds = distinct("model", models.stream().map((settings) -> settings.model().id()).toList());
		Set<String> names = distinct("chain", chains.stream().map(ChainSettings::name).toList());
		if (names.contains(AD_HOC)) {
			throw Check.refuse("Configured chain", AD_HOC, "which is what chains made up for one request are called");
		}
		Map<String, ChainSettings> byName = new LinkedHashMap<>();
		for (ChainSettings chain : chains) {
			chain.seats().forEach((seat) -> requireKnown("model", seat.modelId(), modelIds));
			chain.reroutes().values().forEach((target) -> requireKnown("chain", target, names));
			byName.put(chain.name(), chain);
		}
		chains.forEach((chain) -> refuseCircle(chain, byName, List.of()));
	}

	/**
	 * Models and chains, with the usual policy for chains made up for one request.
	 * @param models the models
	 * @param chains the chains
	 */
	public Repertoire(List<ModelSettings> models, List<ChainSettings> chains) {
		this(models, chains, (ids) -> ChainSettings.of(AD_HOC, ids.toArray(String[]::new)));
	}

	private static Set<String> distinct(String what, Collection<String> names) {
		Set<String> seen = new HashSet<>();
		for (String name : names) {
			if (!seen.add(name)) {
				throw Check.refuse("Configured " + what, name, "which must not be configured twice");
			}
		}
		return seen;
	}

	private static void requireKnown(String what, String name, Set<String> known) {
		if (!known.contains(name)) {
			throw new UnknownNameException(what, name, known);
		}
	}

	private static void refuseCircle(ChainSettings chain, Map<String, ChainSettings> byName, List<String> way) {
		if (way.contains(chain.name())) {
			throw Check.refuse("reroute of chain '" + chain.name() + "'",
					String.join("' -> '", way) + "' -> '" + chain.name(), "which must not lead back");
		}
		List<String> further = new ArrayList<>(way);
		further.add(chain.name());
		for (String target : chain.reroutes().values()) {
			ChainSettings next = byName.get(target);
			if (next != null) {
				refuseCircle(next, byName, further);
			}
		}
	}

}
