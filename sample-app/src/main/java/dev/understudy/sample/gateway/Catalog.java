package dev.understudy.sample.gateway;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import dev.understudy.routing.ChainSettings;
import dev.understudy.routing.Understudy;
import dev.understudy.springai.ChatModels;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.ai.chat.model.ChatModel;

/**
 * What may be asked for: the chains and models that are configured now. Where a chain and
 * a model have the same name, it is the chain's.
 */
final class Catalog {

	/** What a message may repeat. */
	private static final Pattern HARMLESS = Pattern.compile("[\\w.:/@ -]{1,64}");

	private final Understudy understudy;

	private final ChatModels models;

	private final Instant since;

	Catalog(Understudy understudy, ChatModels models, Instant since) {
		this.understudy = understudy;
		this.models = models;
		this.since = since;
	}

	ChatModel model(CompletionRequest asked) {
		Set<String> adHoc = new LinkedHashSet<>();
		if (asked.model() != null) {
			adHoc.add(asked.model());
		}
		adHoc.addAll(asked.models());
		if (asked.models().isEmpty() && asked.model() != null && chains().contains(asked.model())) {
			return this.models.chain(asked.model());
		}
		List<String> known = ids();
		for (String name : adHoc) {
			if (!known.contains(name)) {
				throw unknown(name, name.equals(asked.model()) ? "model" : "models", !asked.models().isEmpty());
			}
		}
		return this.models.models(adHoc.toArray(String[]::new));
	}

	ObjectNode list(Json json) {
		ObjectNode list = json.object().put("object", "list");
		ArrayNode data = list.putArray("data");
		owners().forEach((name, owner) -> data.add(entry(name, owner, json)));
		return list;
	}

	ObjectNode describe(String name, Json json) {
		String owner = owners().get(name);
		if (owner == null) {
			throw unknown(name, "model", false);
		}
		return entry(name, owner, json);
	}

	private ObjectNode entry(String name, String owner, Json json) {
		return json.object()
			.put("id", name)
			.put("object", "model")
			.put("created", this.since.getEpochSecond())
			.put("owned_by", owner);
	}

	/** Chains first. */
	private Map<String, String> owners() {
		Map<String, String> owners = new LinkedHashMap<>();
		chains().forEach((name) -> owners.put(name, "understudy"));
		this.understudy.repertoire()
			.models()
			.forEach((settings) -> owners.putIfAbsent(settings.model().id(), settings.model().provider()));
		return owners;
	}

	private List<String> chains() {
		return this.understudy.repertoire().chains().stream().map(ChainSettings::name).toList();
	}

	private List<String> ids() {
		return this.understudy.repertoire().models().stream().map((settings) -> settings.model().id()).toList();
	}

	private ApiException unknown(String name, String param, boolean onlyModels) {
		boolean harmless = HARMLESS.matcher(name).matches();
		StringBuilder message = new StringBuilder(harmless ? "The model '" + name + "'" : "The model asked for");
		message.append(onlyModels ? " is none of the models" : " does not exist").append(". ");
		if (!onlyModels) {
			message.append("Chains: ").append(String.join(", ", chains())).append(". ");
		}
		message.append("Models: ").append(String.join(", ", ids())).append('.');
		return ApiError.invalid(404, "model_not_found", param, message.toString()).asException();
	}

}
