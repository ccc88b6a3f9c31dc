package dev.understudy.sample.gateway;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a client has heard over the wire.
 *
 * @param status the HTTP status
 * @param headers the headers, by their names in lower case
 * @param body the body as far as it came
 * @param whole whether the response came to its proper end
 */
record Transcript(int status, Map<String, String> headers, String body, boolean whole) {

	private static final String DATA = "data: ";

	private static final JsonMapper JSON = new JsonMapper();

	/** Reads the lines before a body. */
	static Transcript of(List<String> head, String body, boolean whole) {
		Map<String, String> headers = new TreeMap<>();
		head.stream()
			.skip(1)
			.map((line) -> line.split(":", 2))
			.forEach((header) -> headers.merge(header[0].toLowerCase(Locale.ROOT), header[1].strip(),
					(one, other) -> one + ", " + other));
		return new Transcript(Integer.parseInt(head.get(0).split(" ")[1]), headers, body, whole);
	}

	String header(String name) {
		return this.headers.get(name.toLowerCase(Locale.ROOT));
	}

	JsonNode json() {
		return JSON.readTree(this.body);
	}

	/** What the events of a stream hold. */
	List<String> events() {
		return this.body.lines()
			.filter((line) -> line.startsWith(DATA))
			.map((line) -> line.substring(DATA.length()))
			.toList();
	}

	/** The events but the mark of the end. */
	List<JsonNode> chunks() {
		return events().stream()
			.filter((event) -> !event.equals("[DONE]"))
			.map((event) -> (JsonNode) JSON.readTree(event))
			.toList();
	}

	boolean done() {
		List<String> events = events();
		return !events.isEmpty() && events.get(events.size() - 1).equals("[DONE]");
	}

	/** The answer in all pieces. */
	String text() {
		StringBuilder text = new StringBuilder();
		chunks().forEach((chunk) -> text.append(chunk.at("/choices/0/delta/content").asString("")));
		return text.toString();
	}

	/** The code of the error that ends a stream, empty for none. */
	String brokeOff() {
		List<JsonNode> chunks = chunks();
		return chunks.isEmpty() ? "" : chunks.get(chunks.size() - 1).at("/error/code").asString("");
	}

	String code() {
		return json().at("/error/code").asString("");
	}

}
