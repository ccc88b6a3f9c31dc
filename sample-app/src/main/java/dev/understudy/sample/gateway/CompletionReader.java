package dev.understudy.sample.gateway;

import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.model.tool.ToolCallingChatOptions;

/**
 * Reads a request for a chat completion. What every vendor understands is taken over;
 * what would change the answer and is not portable is refused; the rest is left aside.
 */
final class CompletionReader {

	private static final int MOST_STOPS = 4;

	private static final double MOST_PENALTY = 2;

	private static final double HOTTEST = 2;

	private static final double HOTTEST_OF_ALL = 1;

	private final Tools tools;

	private final Json json;

	private final int mostMessages;

	CompletionReader(Json json, int mostMessages) {
		this.tools = new Tools(json);
		this.json = json;
		this.mostMessages = mostMessages;
	}

	CompletionRequest read(JsonNode body) {
		Fields request = Fields.of(body, "");
		List<String> models = request.texts("models");
		String model = models.isEmpty() ? request.requireText("model") : request.text("model");
		Unsupported.refuse(request);
		JsonNode streaming = request.find("stream_options");
		boolean withUsage = streaming != null && request.object("stream_options").flag("include_usage");
		Prompt prompt = new Prompt(new Conversation(this.json).of(messages(request)), options(request));
		return new CompletionRequest(model, models, prompt, request.flag("stream"), withUsage);
	}

	private List<Fields> messages(Fields request) {
		JsonNode messages = request.require("messages");
		if (messages.isArray() && (messages.isEmpty() || messages.size() > this.mostMessages)) {
			throw Fields.wrongValue("messages", "an array of 1 to " + this.mostMessages + " messages");
		}
		return request.objects("messages");
	}

	private ChatOptions options(Fields request) {
		Integer most = request.count("max_tokens");
		Integer instead = request.count("max_completion_tokens");
		return ToolCallingChatOptions.builder()
			.temperature(temperature(request))
			.topP(request.number("top_p", 0, 1))
			.maxTokens((instead != null) ? instead : most)
			.stopSequences(stops(request))
			.frequencyPenalty(request.number("frequency_penalty", -MOST_PENALTY, MOST_PENALTY))
			.presencePenalty(request.number("presence_penalty", -MOST_PENALTY, MOST_PENALTY))
			.toolCallbacks(this.tools.of(request))
			.build();
	}

	/**
	 * Above what every vendor takes, the same request would fail with some models only.
	 */
	private static @Nullable Double temperature(Fields request) {
		Double temperature = request.number("temperature", 0, HOTTEST);
		if (temperature != null && temperature > HOTTEST_OF_ALL) {
			throw ApiError.unsupported("temperature", "above 1 it is not portable").asException();
		}
		return temperature;
	}

	private static @Nullable List<String> stops(Fields request) {
		JsonNode stop = request.find("stop");
		if (stop == null) {
			return null;
		}
		List<String> stops = stop.isString() ? List.of(request.requireText("stop")) : request.texts("stop");
		if (stops.isEmpty() || stops.size() > MOST_STOPS || stops.contains("")) {
			throw Fields.wrongValue("stop", "a string, or 1 to " + MOST_STOPS + " of them, none of them empty");
		}
		return stops;
	}

}
