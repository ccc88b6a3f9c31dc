package dev.understudy.wire;

import java.util.List;
import java.util.Map;

import tools.jackson.databind.JsonNode;

/**
 * What a provider was asked.
 *
 * @param provider whose wire format the request was in
 * @param path the path
 * @param headers the headers, by their names in lower case
 * @param body the body
 */
public record ProviderRequest(Provider provider, String path, Map<String, List<String>> headers, JsonNode body) {

	/**
	 * The name of the model that was asked for.
	 * @return empty when there was none
	 */
	public String model() {
		return this.body.path("model").asString("");
	}

	/**
	 * Whether a stream was asked for.
	 * @return what the request says, or what its provider does when it says nothing
	 */
	public boolean streaming() {
		return this.body.path("stream").asBoolean(this.provider == Provider.OLLAMA);
	}

}
