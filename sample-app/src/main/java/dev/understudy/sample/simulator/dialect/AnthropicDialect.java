package dev.understudy.sample.simulator.dialect;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Messages of Anthropic.
 */
final class AnthropicDialect implements Dialect {

	@Override
	public String path() {
		return "/anthropic/v1/messages";
	}

	@Override
	public String provider() {
		return "anthropic";
	}

	@Override
	public String streamType() {
		return "text/event-stream";
	}

	@Override
	public Asked asked(JsonNode body) {
		return new Asked(body, body.path("stream").asBoolean(false), body.path("max_tokens").asInt(0));
	}

	@Override
	public String whole(Answer answer, Asked asked) {
		return Json.write(message(answer, asked, List.of(text(answer.text())), finish(answer), answer.outputTokens()));
	}

	@Override
	public Events stream(Answer answer, Asked asked) {
		String opening = event("message_start", Json.object("message", message(answer, asked, List.of(), null, 1)))
				+ event("content_block_start", Json.object("index", 0, "content_block", text("")))
				+ event("ping", Json.object());
		List<String> words = answer.pieces()
			.stream()
			.map((piece) -> event("content_block_delta",
					Json.object("index", 0, "delta", Json.object("type", "text_delta", "text", piece))))
			.toList();
		String finishing = event("content_block_stop", Json.object("index", 0))
				+ event("message_delta",
						Json.object("delta", Json.object("stop_reason", finish(answer), "stop_sequence", null), "usage",
								Json.object("output_tokens", answer.outputTokens())))
				+ event("message_stop", Json.object());
		return new Events(opening, words, finishing);
	}

	@Override
	public String event(String data) {
		return "event: content_block_delta\ndata: " + data + "\n\n";
	}

	@Override
	public int status(Refusal refusal) {
		return (refusal == Refusal.OVERLOADED) ? 529 : refusal.status();
	}

	@Override
	public String refusal(Refusal refusal, String model) {
		return switch (refusal) {
			case BAD_REQUEST -> error("invalid_request_error", "The request body is not valid JSON.");
			case WRONG_KEY -> error("authentication_error", "invalid x-api-key");
			case UNKNOWN_MODEL -> error("not_found_error", "model: " + model);
			case RATE_LIMITED -> error("rate_limit_error",
					"This request would exceed your organization's rate limit of 50 requests per minute.");
			case QUOTA_GONE -> error("billing_error", "Your credit balance is too low to access the Anthropic API.");
			case UNAVAILABLE -> error("api_error", "Service unavailable");
			case OVERLOADED -> error("overloaded_error", "Overloaded");
		};
	}

	private static String error(String type, String message) {
		return Json.write(Json.object("type", "error", "error", Json.object("type", type, "message", message),
				"request_id", "req_simulated"));
	}

	private static Map<String, @Nullable Object> message(Answer answer, Asked asked, List<?> content,
			@Nullable String finish, int outputTokens) {
		return Json.object("id", "msg_" + answer.id(), "type", "message", "role", "assistant", "model", asked.model(),
				"content", content, "stop_reason", finish, "stop_sequence", null, "usage",
				Json.object("input_tokens", answer.inputTokens(), "output_tokens", outputTokens));
	}

	private static Map<String, @Nullable Object> text(String text) {
		return Json.object("type", "text", "text", text);
	}

	private static String event(String type, Map<String, @Nullable Object> rest) {
		Map<String, @Nullable Object> data = Json.object("type", type);
		data.putAll(rest);
		return "event: " + type + "\ndata: " + Json.write(data) + "\n\n";
	}

	private static String finish(Answer answer) {
		return answer.complete() ? "end_turn" : "max_tokens";
	}

}
