package dev.understudy.boot;

import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Checks the models, each alone and against one another.
 */
final class ModelChecks {

	private final Findings findings;

	private final UnderstudyProperties properties;

	ModelChecks(Findings findings, UnderstudyProperties properties) {
		this.findings = findings;
		this.properties = properties;
	}

	void check() {
		HealthProperties health = this.properties.health();
		new HealthChecks(this.findings, health).check(Where.ROOT.child("health"), health);
		Map<Identity, String> seen = new LinkedHashMap<>();
		this.properties.models().forEach((id, model) -> {
			Where where = Where.ROOT.child("models").child(id);
			check(where, model);
			twin(where, id, model, seen);
		});
	}

	private void check(Where where, ModelProperties model) {
		String name = model.name();
		if (name != null && name.isBlank()) {
			this.findings.refuse(where.child("name"), name, "must not be blank",
					"give the name that the provider knows the model by, or leave it out");
		}
		this.findings.notNegative(where.child("context-window"), model.contextWindow(),
				"give a number of tokens, or leave it out when it is unknown");
		this.findings.notNegative(where.child("max-concurrent"), model.maxConcurrent(),
				"give 1 or more, or 0 for no bound");
		ModelProperties.Price price = model.price();
		if (price != null) {
			this.findings.notNegative(where.child("price").child("input"), price.input());
			this.findings.notNegative(where.child("price").child("output"), price.output());
		}
		LimitChecks limits = new LimitChecks(this.findings);
		limits.limits(where.child("limits"), model.limits());
		limits.budget(where, model);
		limits.maintenance(where.child("maintenance"), model.maintenance());
		new HealthChecks(this.findings, this.properties.health()).check(where.child("health"), model.health());
	}

	private void twin(Where where, String id, ModelProperties model, Map<Identity, String> seen) {
		Identity identity = new Identity(model.provider(), Given.or(model.name(), id), model.client());
		String first = seen.putIfAbsent(identity, id);
		if (first != null) {
			this.findings.add(where,
					"model '" + id + "' is the same as '" + first + "': name '" + identity.name() + "' of provider '"
							+ identity.provider() + "' with the same client",
					"remove one of them, or give it another name or client");
		}
	}

	/** What makes two ids one model. */
	private record Identity(String provider, String name, @Nullable String client) {

	}

}
