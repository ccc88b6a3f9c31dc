package dev.understudy.boot;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

import dev.understudy.spring.Problem;

/**
 * Finds models for which several clients of one kind may be meant, or one that is a chain
 * itself, and models that turn out to be the same.
 */
final class ChatClientCheck implements ClientCheck {

	private final ClientBeans beans;

	private final Function<ModelProperties, ClientSearch> search;

	ChatClientCheck(ClientBeans beans, Function<ModelProperties, ClientSearch> search) {
		this.beans = beans;
		this.search = search;
	}

	@Override
	public List<Problem> problems(UnderstudyProperties properties) {
		Findings findings = new Findings();
		Map<Identity, String> seen = new LinkedHashMap<>();
		Map<String, ModelProperties> models = properties.models();
		models.forEach((id, model) -> {
			Where where = Where.ROOT.child("models").child(id);
			ClientSearch found = this.search.apply(model);
			switch (found.result()) {
				case AMBIGUOUS -> findings.add(where.child("client"),
						"provider '" + model.provider() + "' has several clients " + candidates(found.beans()),
						"name one of them");
				case ROUTING -> findings.add(where.child("client"),
						"bean '" + found.bean() + "' is a chain itself " + candidates(this.beans.names()),
						"name a client");
				case FOUND -> twin(findings, models, id, found.bean(), seen);
				case MISSING -> {
				}
			}
		});
		return findings.problems();
	}

	/** Two models that say the same are found by the check of the properties alone. */
	private static void twin(Findings findings, Map<String, ModelProperties> models, String id, String bean,
			Map<Identity, String> seen) {
		ModelProperties model = Objects.requireNonNull(models.get(id));
		String name = Given.or(model.name(), id);
		String first = seen.putIfAbsent(new Identity(model.provider(), name, bean), id);
		if (first != null && !Objects.equals(Objects.requireNonNull(models.get(first)).client(), model.client())) {
			findings.add(Where.ROOT.child("models").child(id),
					"model '" + id + "' is the same as '" + first + "': name '" + name + "' of provider '"
							+ model.provider() + "' with client '" + bean + "'",
					"remove one of them, or give it another name or client");
		}
	}

	private static String candidates(List<String> names) {
		return "(candidates: '" + String.join("', '", names) + "')";
	}

	/** What makes two ids one model. */
	private record Identity(String provider, String name, String bean) {

	}

}
