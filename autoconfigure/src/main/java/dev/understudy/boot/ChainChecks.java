package dev.understudy.boot;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.understudy.routing.Repertoire;

/**
 * Checks the chains, each alone.
 */
final class ChainChecks {

	private final Findings findings;

	private final UnderstudyProperties properties;

	private final PolicyChecks policies;

	/** Checks chains of which some keys may be misspelt. */
	ChainChecks(Findings findings, UnderstudyProperties properties, PolicyChecks policies) {
		this.findings = findings;
		this.properties = properties;
		this.policies = policies;
	}

	void check(Set<Where> unknownKeys) {
		Where defaults = Where.ROOT.child("defaults");
		this.policies.check(defaults, this.properties.defaults());
		adaptive(defaults);
		Where chains = Where.ROOT.child("chains");
		this.properties.chains().forEach((name, chain) -> {
			Where where = chains.child(name);
			// Where a key is misspelt, it is not known whether models are missing too.
			if (chain.models().isEmpty() && unknownKeys.stream().noneMatch((key) -> key.isWithin(where))) {
				this.findings.add(where.child("models"), "chain '" + name + "' has no models",
						"name at least one of 'understudy.models'");
			}
			if (Repertoire.AD_HOC.equals(name)) {
				this.findings.add(where, "'" + name + "' is what chains made up for one request are called",
						"give the chain another name");
			}
			this.policies.check(where, chain.policy());
			adaptive(where, chain);
			entries(where.child("models"), chain.models());
			new RungChecks(this.findings).check(where.child("degrade"), chain.degrade());
		});
		String named = this.properties.defaultChain();
		if (named != null) {
			this.findings.known(Where.ROOT.child("default-chain"), "chain", named, this.properties.chains().keySet(),
					chains);
		}
	}

	private void entries(Where where, List<ChainProperties.Entry> entries) {
		Map<String, Integer> seen = new HashMap<>();
		for (int i = 0; i < entries.size(); i++) {
			Where at = where.item(i);
			ChainProperties.Entry entry = entries.get(i);
			String model = entry.model();
			if (model == null || model.isBlank()) {
				this.findings.add(at, "entry names no model", "set '" + at.child("model") + "'");
			}
			else {
				this.findings.known(at, "model", model, this.properties.models().keySet(), Where.ROOT.child("models"));
				Integer first = seen.putIfAbsent(model, i);
				if (first != null) {
					this.findings.add(at, "model '" + model + "' is already in '" + where.item(first) + "'",
							"remove one of the two entries");
				}
			}
			this.findings.notNegative(at.child("weight"), entry.weight());
			this.findings.notNegative(at.child("timeout"), entry.timeout());
			this.policies.retry(at.child("retry"), entry.retry());
		}
		if (!entries.isEmpty() && entries.stream().allMatch((entry) -> entry.weight() == 0)) {
			this.findings.add(where, "every weight is '0', at least one must be greater than zero",
					"give one of the models a weight greater than zero");
		}
	}

	private void adaptive(Where where, ChainProperties chain) {
		String strategy = strategy(chain);
		if (Boolean.TRUE.equals(chain.adaptive()) && !StrategyNames.WEIGHTED.equals(strategy)) {
			this.findings.refuse(where.child("adaptive"), true,
					"has no effect on strategy '" + strategy + "', only on 'weighted'",
					"set '" + where.child("strategy") + "' to 'weighted', or remove it");
		}
	}

	private void adaptive(Where defaults) {
		boolean weighted = this.properties.chains()
			.values()
			.stream()
			.anyMatch((chain) -> StrategyNames.WEIGHTED.equals(strategy(chain)));
		if (Boolean.TRUE.equals(this.properties.defaults().adaptive()) && !weighted) {
			this.findings.refuse(defaults.child("adaptive"), true, "has no effect, as no chain is 'weighted'",
					"set '" + defaults.child("strategy") + "' to 'weighted', or remove it");
		}
	}

	private String strategy(ChainProperties chain) {
		return Given.or(chain.strategy(), Given.or(this.properties.defaults().strategy(), Policy.DEFAULT.strategy()));
	}

}
