package dev.understudy.sample.gateway;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;

import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Reads the JSON of strangers, and writes our own. Thread-safe.
 */
final class Json {

	private static final int DEEPEST = 64;

	/** Each becomes an object that is many times as large as its characters. */
	private static final long MOST_TOKENS = 100_000;

	private final JsonMapper mapper = JsonMapper
		.builder(JsonFactory.builder()
			.streamReadConstraints(
					StreamReadConstraints.builder().maxNestingDepth(DEEPEST).maxTokenCount(MOST_TOKENS).build())
			.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
			.build())
		.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
		.build();

	ObjectNode object() {
		return this.mapper.createObjectNode();
	}

	/** Reads a body, which must be one JSON object in UTF-8. */
	JsonNode body(byte[] bytes) {
		String text;
		try {
			text = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
		}
		catch (CharacterCodingException ex) {
			throw ApiError.invalid(400, "invalid_json", null, "The body is not UTF-8").asException();
		}
		try {
			JsonNode node = this.mapper.readTree(text);
			if (node.isObject()) {
				return node;
			}
		}
		catch (JacksonException ex) {
			throw ApiError.invalid(400, "invalid_json", null, "The body is not valid JSON" + place(ex)).asException();
		}
		throw ApiError.invalid(400, "invalid_json", null, "The body must be a JSON object").asException();
	}

	boolean isObject(String text) {
		try {
			return this.mapper.readTree(text).isObject();
		}
		catch (JacksonException ex) {
			return false;
		}
	}

	/** The parser's own words would repeat what was sent. */
	private static String place(JacksonException ex) {
		TokenStreamLocation place = ex.getLocation();
		return (place != null) ? " (line " + place.getLineNr() + ", column " + place.getColumnNr() + ")" : "";
	}

}
