package dev.understudy.sample.simulator.dialect;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Chat completions of OpenAI.
 */
final class OpenAiDialect implements Dialect {

	@Override
	public String path() {
		return "/openai/v1/chat/completions";
	}

	@Override
	public String provider() {
		return "openai";
	}

	@Override
	public String streamType() {
		return "text/event-stream";
	}

	@Override
	public Asked asked(JsonNode body) {
		int most = body.path("max_completion_tokens").asInt(body.path("max_tokens").asInt(0));
		return new Asked(body, body.path("stream").asBoolean(false), most);
	}

	@Override
	public String whole(Answer answer, Asked asked) {
		Object message = Json.object("role", "assistant", "content", answer.text(), "refusal", null);
		return Json.write(object("chat.completion", answer, asked,
				List.of(Json.object("index", 0, "message", message, "logprobs", null, "finish_reason", finish(answer))),
				usage(answer)));
	}

	@Override
	public Events stream(Answer answer, Asked asked) {
		String opening = choice(answer, asked, Json.object("role", "assistant", "content", "", "refusal", null), null);
		List<String> words = answer.pieces()
			.stream()
			.map((piece) -> choice(answer, asked, Json.object("content", piece), null))
			.toList();
		String finishing = choice(answer, asked, Json.object(), finish(answer));
		if (asked.body().at("/stream_options/include_usage").asBoolean(false)) {
			finishing += chunk(answer, asked, List.of(), usage(answer));
		}
		return new Events(opening, words, finishing + event("[DONE]"));
	}

	@Override
	public String event(String data) {
		return "data: " + data + "\n\n";
	}

	@Override
	public String refusal(Refusal refusal, String model) {
		return switch (refusal) {
			case BAD_REQUEST ->
				error("We could not parse the JSON body of your request.", "invalid_request_error", null);
			case WRONG_KEY ->
				error("Incorrect API key provided: simulated.", "invalid_request_error", "invalid_api_key");
			case UNKNOWN_MODEL -> error("The model `" + model + "` does not exist or you do not have access to it.",
					"invalid_request_error", "model_not_found");
			case RATE_LIMITED -> error("Rate limit reached for " + model + " on requests per min (RPM): Limit 500.",
					"requests", "rate_limit_exceeded");
			case QUOTA_GONE -> error("You exceeded your current quota, please check your plan and billing details.",
					"insufficient_quota", "insufficient_quota");
			case UNAVAILABLE ->
				error("The server had an error while processing your request. Sorry about that!", "server_error", null);
			case OVERLOADED ->
				error("The engine is currently overloaded, please try again later", "server_error", null);
		};
	}

	private static String error(String message, String type, @Nullable String code) {
		return Json
			.write(Json.object("error", Json.object("message", message, "type", type, "param", null, "code", code)));
	}

	private String choice(Answer answer, Asked asked, Map<String, @Nullable Object> delta, @Nullable String finish) {
		return chunk(answer, asked,
				List.of(Json.object("index", 0, "delta", delta, "logprobs", null, "finish_reason", finish)), null);
	}

	private String chunk(Answer answer, Asked asked, List<?> choices, @Nullable Object usage) {
		return event(Json.write(object("chat.completion.chunk", answer, asked, choices, usage)));
	}

	private static Map<String, @Nullable Object> object(String type, Answer answer, Asked asked, List<?> choices,
			@Nullable Object usage) {
		return Json.object("id", "chatcmpl-" + answer.id(), "object", type, "created", answer.at().getEpochSecond(),
				"model", asked.model(), "choices", choices, "usage", usage);
	}

	private static Map<String, @Nullable Object> usage(Answer answer) {
		return Json.object("prompt_tokens", answer.inputTokens(), "completion_tokens", answer.outputTokens(),
				"total_tokens", answer.inputTokens() + answer.outputTokens());
	}

	private static String finish(Answer answer) {
		return answer.complete() ? "stop" : "length";
	}

}
