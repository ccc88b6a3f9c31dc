package dev.understudy.file;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The section of a state file that has the counters of limits, by the texts of their
 * keys.
 *
 * @param counts the counters that could be understood
 * @param ignored the keys of those that could not
 */
record CountSection(Map<String, Count> counts, List<String> ignored) {

	static final String NAME = "limits";

	static CountSection read(@Nullable JsonNode section) {
		Map<String, Count> counts = new TreeMap<>();
		List<String> ignored = new ArrayList<>();
		if (section != null && !section.isObject()) {
			ignored.add(NAME);
		}
		else if (section != null) {
			section.properties().forEach((entry) -> {
				Count count = count(entry.getValue());
				if (count != null) {
					counts.put(entry.getKey(), count);
				}
				else {
					ignored.add(NAME + "." + entry.getKey());
				}
			});
		}
		return new CountSection(counts, ignored);
	}

	static ObjectNode write(Map<String, Count> counts) {
		ObjectNode section = JsonNodeFactory.instance.objectNode();
		counts.forEach((key,
				count) -> section.putObject(key).put("used", count.used()).put("until", count.until().toString()));
		return section;
	}

	private static @Nullable Count count(JsonNode node) {
		JsonNode used = node.get("used");
		JsonNode until = node.get("until");
		boolean whole = used != null && used.isIntegralNumber() && used.canConvertToLong();
		if (used == null || !whole || used.longValue() < 0 || until == null || !until.isString()) {
			return null;
		}
		try {
			return new Count(used.longValue(), Instant.parse(until.stringValue()));
		}
		catch (DateTimeException ex) {
			return null;
		}
	}

}
