package dev.understudy.sample.gateway;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * The fields of a JSON object, each read as what it must be or refused by its path. A
 * field that is {@code null} is not there.
 *
 * @param object the object
 * @param path where it stands in the body, empty for the body itself
 */
record Fields(JsonNode object, String path) {

	static Fields of(JsonNode node, String path) {
		if (!node.isObject()) {
			throw wrongType(path, "an object");
		}
		return new Fields(node, path);
	}

	String path(String name) {
		return this.path.isEmpty() ? name : this.path + "." + name;
	}

	@Nullable JsonNode find(String name) {
		JsonNode node = this.object.get(name);
		return (node != null && !node.isNull()) ? node : null;
	}

	JsonNode require(String name) {
		JsonNode node = find(name);
		if (node == null) {
			throw ApiError
				.invalid(400, "missing_required_parameter", path(name), "Parameter '" + path(name) + "' is missing")
				.asException();
		}
		return node;
	}

	Fields object(String name) {
		return of(require(name), path(name));
	}

	/** The objects of a list, none when it is missing. */
	List<Fields> objects(String name) {
		List<Fields> objects = new ArrayList<>();
		for (JsonNode each : list(name)) {
			objects.add(of(each, path(name) + "[" + objects.size() + "]"));
		}
		return objects;
	}

	List<String> texts(String name) {
		List<String> texts = new ArrayList<>();
		for (JsonNode each : list(name)) {
			texts.add(text(each, path(name) + "[" + texts.size() + "]"));
		}
		return texts;
	}

	@Nullable String text(String name) {
		JsonNode node = find(name);
		return (node != null) ? text(node, path(name)) : null;
	}

	String requireText(String name) {
		return text(require(name), path(name));
	}

	boolean flag(String name) {
		JsonNode node = find(name);
		if (node != null && !node.isBoolean()) {
			throw wrongType(path(name), "a boolean");
		}
		return node != null && node.booleanValue();
	}

	@Nullable Double number(String name, double least, double most) {
		JsonNode node = find(name);
		if (node == null) {
			return null;
		}
		if (!node.isNumber()) {
			throw wrongType(path(name), "a number");
		}
		double value = number(node);
		// A number that is none is in no range.
		if (!(value >= least && value <= most)) {
			throw wrongValue(path(name), "between %s and %s".formatted(least, most));
		}
		return value;
	}

	@Nullable Integer count(String name) {
		JsonNode node = find(name);
		if (node == null) {
			return null;
		}
		if (!node.isIntegralNumber()) {
			throw wrongType(path(name), "an integer");
		}
		if (!node.canConvertToInt() || node.intValue() < 1) {
			throw wrongValue(path(name), "an integer of at least 1");
		}
		return node.intValue();
	}

	static ApiException wrongType(String path, String expected) {
		return ApiError.invalid(400, "invalid_type", path, "Parameter '" + path + "' must be " + expected)
			.asException();
	}

	static ApiException wrongValue(String path, String expected) {
		return ApiError.invalid(400, "invalid_value", path, "Parameter '" + path + "' must be " + expected)
			.asException();
	}

	private Iterable<JsonNode> list(String name) {
		JsonNode node = find(name);
		if (node != null && !node.isArray()) {
			throw wrongType(path(name), "an array");
		}
		return (node != null) ? node : List.of();
	}

	/** Half a character cannot be sent to anybody. */
	private static String text(JsonNode node, String path) {
		if (!node.isString()) {
			throw wrongType(path, "a string");
		}
		String text = node.stringValue();
		if (!UTF_8.newEncoder().canEncode(text)) {
			throw wrongValue(path, "a string of whole Unicode characters");
		}
		return text;
	}

	private static double number(JsonNode node) {
		try {
			return node.doubleValue();
		}
		catch (JacksonException ex) {
			return Double.NaN;
		}
	}

}
