package dev.understudy.boot;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.understudy.failure.FailureKind;

/**
 * Checks the ways from chain to chain.
 */
final class RerouteChecks {

	private static final Where CHAINS = Where.ROOT.child("chains");

	private final Findings findings;

	private final UnderstudyProperties properties;

	private final Set<Set<String>> circles = new HashSet<>();

	/** Chains from which no way leads to a circle, so that none is followed twice. */
	private final Set<String> straight = new HashSet<>();

	RerouteChecks(Findings findings, UnderstudyProperties properties) {
		this.findings = findings;
		this.properties = properties;
	}

	void check() {
		this.properties.chains().forEach((name, chain) -> chain.reroute().forEach((kind, target) -> {
			Where where = CHAINS.child(name).child("reroute").child(kind.tag());
			this.findings.known(where, "chain", target, this.properties.chains().keySet(), CHAINS);
			if (kind == FailureKind.CONTEXT_LENGTH) {
				windows(where, name, target);
			}
		}));
		this.properties.chains().keySet().forEach((name) -> follow(name, List.of()));
	}

	/** Whether no way from a chain leads to a circle. */
	private boolean follow(String chain, List<String> way) {
		if (way.contains(chain)) {
			circle(way.subList(way.indexOf(chain), way.size()));
			return false;
		}
		ChainProperties properties = this.properties.chains().get(chain);
		if (properties == null || this.straight.contains(chain)) {
			return true;
		}
		List<String> further = new ArrayList<>(way);
		further.add(chain);
		boolean allStraight = true;
		for (String target : new LinkedHashSet<>(properties.reroute().values())) {
			allStraight &= follow(target, further);
		}
		if (allStraight) {
			this.straight.add(chain);
		}
		return allStraight;
	}

	private void circle(List<String> members) {
		if (this.circles.add(Set.copyOf(members))) {
			this.findings.add(CHAINS.child(members.get(0)).child("reroute"),
					"reroute leads back: '" + String.join("' -> '", members) + "' -> '" + members.get(0) + "'",
					"remove one of these reroutes");
		}
	}

	private void windows(Where where, String from, String to) {
		Map<String, Integer> here = windows(from);
		here.entrySet().stream().max(Map.Entry.comparingByValue()).ifPresent((most) -> {
			windows(to).forEach((model, window) -> {
				if (window < most.getValue()) {
					this.findings.add(where,
							"model '" + model + "' of chain '" + to + "' has a context window of '" + window
									+ "', smaller than that of '" + most.getKey() + "', '" + most.getValue()
									+ "', which it is to stand in for",
							"reroute to models with a greater window, or correct 'understudy.models." + model
									+ ".context-window'");
				}
			});
		});
	}

	/** The known context windows of a chain. */
	private Map<String, Integer> windows(String chain) {
		Map<String, Integer> windows = new LinkedHashMap<>();
		ChainProperties properties = this.properties.chains().get(chain);
		if (properties != null) {
			properties.models().forEach((entry) -> {
				ModelProperties model = this.properties.models().get(Given.or(entry.model(), ""));
				if (model != null && model.contextWindow() > 0) {
					windows.put(Given.or(entry.model(), ""), model.contextWindow());
				}
			});
		}
		return windows;
	}

}
