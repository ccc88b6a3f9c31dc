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

	/**
	 * The answer to a question; where the schema wants any text, it gets the sentence.
	 */
	static String text(JsonNode schema, String question, String sentence) {
		return Json.write(value(schema, question.toLowerCase(Locale.ROOT), sentence));
	}

	private static Object value(JsonNode schema, String question, String sentence) {
		if (schema.path("enum").isArray()) {
			return choice(schema.path("enum"), question);
		}
		return switch (schema.path("type").asString("string")) {
			case "object" -> object(schema, question, sentence);
			case "array" -> List.of(value(schema.path("items"), question, sentence));
			case "integer", "number" -> 1;
			case "boolean" -> true;
			default -> sentence;
		};
	}

	private static Map<String, @Nullable Object> object(JsonNode schema, String question, String sentence) {
		Map<String, @Nullable Object> object = new LinkedHashMap<>();
		schema.path("properties")
			.forEachEntry((name, property) -> object.put(name, value(property, question, sentence)));
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
