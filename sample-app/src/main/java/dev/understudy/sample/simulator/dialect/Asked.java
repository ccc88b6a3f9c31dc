package dev.understudy.sample.simulator.dialect;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;

/**
 * What a model was asked. Providers agree on most of it.
 *
 * @param body the request
 * @param streaming whether the answer is to be a stream
 * @param maxTokens how long it may be; 0 for as long as it likes
 */
public record Asked(JsonNode body, boolean streaming, int maxTokens) {

	/** What Spring AI puts between a question and the schema of its answer. */
	private static final String FORMAT = "Your response should be in JSON format";

	private static final int CHARACTERS_PER_TOKEN = 4;

	/**
	 * The model that was asked.
	 * @return its name, empty when there is none
	 */
	public String model() {
		return this.body.path("model").asString("");
	}

	/**
	 * What the user has said last, without what is wanted of its format.
	 * @return the question, empty when there is none
	 */
	public String question() {
		String text = lastSaid();
		int format = text.indexOf(FORMAT);
		return ((format < 0) ? text : text.substring(0, format)).strip();
	}

	/**
	 * The schema of the answer.
	 * @return empty when any text will do
	 */
	public Optional<JsonNode> schema() {
		String text = lastSaid();
		int from = text.indexOf('{', Math.max(0, text.indexOf(FORMAT)));
		int to = text.lastIndexOf('}');
		Optional<JsonNode> written = (text.contains(FORMAT) && from >= 0 && from < to)
				? Json.read(text.substring(from, to + 1).getBytes(StandardCharsets.UTF_8)) : Optional.empty();
		return Stream
			.of(this.body.at("/response_format/json_schema/schema"), this.body.at("/output_config/format/schema"),
					this.body.path("format"))
			.filter(JsonNode::isObject)
			.findFirst()
			.or(() -> written);
	}

	/**
	 * How long the prompt is.
	 * @return about as many tokens as it has
	 */
	public int inputTokens() {
		int characters = text(this.body.path("system")).length();
		for (JsonNode message : this.body.path("messages")) {
			characters += text(message.path("content")).length() + CHARACTERS_PER_TOKEN;
		}
		return Math.max(1, characters / CHARACTERS_PER_TOKEN);
	}

	private String lastSaid() {
		String last = "";
		for (JsonNode message : this.body.path("messages")) {
			if ("user".equals(message.path("role").asString(""))) {
				last = text(message.path("content"));
			}
		}
		return last;
	}

	/** Content is a text, or a list of parts of which some are. */
	private static String text(JsonNode content) {
		if (content.isArray()) {
			return content.valueStream().map((part) -> part.path("text").asString("")).collect(Collectors.joining());
		}
		return content.asString("");
	}

}
