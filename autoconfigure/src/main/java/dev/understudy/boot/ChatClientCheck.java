package dev.understudy.boot;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import dev.understudy.spring.Problem;
import dev.understudy.spring.StartupCheck;
import dev.understudy.springai.ChatModelBeans;
import dev.understudy.springai.ClientSearch;

/**
 * Finds models for which several chat models may be meant, or one that is a chain itself,
 * and models that turn out to be the same.
 */
final class ChatClientCheck implements StartupCheck {

	private final ChatModelBeans beans;

	private final UnderstudyProperties properties;

	ChatClientCheck(ChatModelBeans beans, UnderstudyProperties properties) {
		this.beans = beans;
		this.properties = properties;
	}

	@Override
	public List<Problem> problems() {
		Findings findings = new Findings();
		ChatModelBeans now = this.beans.asOfNow();
		Map<Identity, String> seen = new LinkedHashMap<>();
		this.properties.models().forEach((id, model) -> {
			Where where = Where.ROOT.child("models").child(id);
			ClientSearch search = now.find(model.provider(), model.client());
			switch (search.result()) {
				case AMBIGUOUS -> findings.add(where.child("client"),
						"provider '" + model.provider() + "' has several clients " + candidates(search.beans()),
						"name one of them");
				case ROUTING -> findings.add(where.child("client"),
						"bean '" + search.bean() + "' is a chain itself " + candidates(now.names()), "name a client");
				case FOUND -> twin(findings, where, id, search.bean(), seen);
				case MISSING -> {
				}
			}
		});
		return findings.problems();
	}

	/** Two models that say the same are found by the check of the properties alone. */
	private void twin(Findings findings, Where where, String id, String bean, Map<Identity, String> seen) {
		ModelProperties model = Objects.requireNonNull(this.properties.models().get(id));
		String name = Given.or(model.name(), id);
		String first = seen.putIfAbsent(new Identity(model.provider(), name, bean), id);
		if (first != null && !Objects.equals(Objects.requireNonNull(this.properties.models().get(first)).client(),
				model.client())) {
			findings.add(where,
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
