package dev.understudy.sample.simulator;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import dev.understudy.sample.simulator.dialect.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Answers in the format that a JSON schema wants. Of the values of an enum it takes the
 * one that fits the question best, the last one if none does.
 */
final class FilledSchema {

	private static final List<String> PRESSING = List.of("urgent", "now", "immediately", "today", "!");

	private FilledSchema() {
	}

	static String text(JsonNode schema, String question) {
		return Json.write(value(schema, question.toLowerCase(Locale.ROOT)));
	}

	private static Object value(JsonNode schema, String question) {
		if (schema.path("enum").isArray()) {
			return choice(schema.path("enum"), question);
		}
		return switch (schema.path("type").asString("string")) {
			case "object" -> object(schema, question);
			case "array" -> List.of(value(schema.path("items"), question));
			case "integer", "number" -> 1;
			case "boolean" -> true;
			default -> question;
		};
	}

	private static Map<String, @Nullable Object> object(JsonNode schema, String question) {
		Map<String, @Nullable Object> object = new LinkedHashMap<>();
		schema.path("properties").forEachEntry((name, property) -> object.put(name, value(property, question)));
		return object;
	}

	private static String choice(JsonNode values, String question) {
		String topic = Topic.of(question).map(Topic::name).orElse("");
		String last = "";
		for (JsonNode value : values) {
			last = value.asString("");
			if (last.equalsIgnoreCase(topic) || question.contains(last.toLowerCase(Locale.ROOT))
					|| (last.equalsIgnoreCase("high") && PRESSING.stream().anyMatch(question::contains))) {
				return last;
			}
		}
		return last;
	}

}
