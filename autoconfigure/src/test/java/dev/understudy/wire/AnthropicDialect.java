package dev.understudy.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Messages of Anthropic.
 */
final class AnthropicDialect implements Dialect {

	@Override
	public String streamType() {
		return "text/event-stream";
	}

	@Override
	public String answer(Answer answer, ProviderRequest request) {
		List<Object> content = new ArrayList<>();
		if (!answer.pieces().isEmpty()) {
			content.add(Json.object("type", "text", "text", answer.text()));
		}
		for (Answer.ToolCall call : answer.toolCalls()) {
			content.add(Json.object("type", "tool_use", "id", call.id(), "name", call.name(), "input",
					Json.read(call.arguments())));
		}
		return Json.write(message(request, content, finish(answer), answer.inputTokens(), answer.outputTokens()));
	}

	@Override
	public EventStream stream(Answer answer, ProviderRequest request) {
		List<String> content = new ArrayList<>();
		int index = 0;
		if (!answer.pieces().isEmpty()) {
			content.add(blockStart(index, Json.object("type", "text", "text", "")));
			for (String piece : answer.pieces()) {
				content.add(blockDelta(index, Json.object("type", "text_delta", "text", piece)));
			}
			content.add(blockStop(index++));
		}
		for (Answer.ToolCall call : answer.toolCalls()) {
			content.add(blockStart(index,
					Json.object("type", "tool_use", "id", call.id(), "name", call.name(), "input", Json.object())));
			content.add(blockDelta(index, Json.object("type", "input_json_delta", "partial_json", call.arguments())));
			content.add(blockStop(index++));
		}
		String start = event("message_start",
				Json.object("message", message(request, List.of(), null, answer.inputTokens(), 1)));
		String delta = event("message_delta",
				Json.object("delta", Json.object("stop_reason", finish(answer), "stop_sequence", null), "usage",
						Json.object("output_tokens", answer.outputTokens())));
		return new EventStream(List.of(start, event("ping", Json.object())), content, List.of(delta),
				event("message_stop", Json.object()));
	}

	@Override
	public String event(String data) {
		return "event: content_block_delta\ndata: " + data + "\n\n";
	}

	@Override
	public String errorEvent(String model) {
		return "event: error\ndata: " + error(Fault.OVERLOADED, model) + "\n\n";
	}

	@Override
	public String error(Fault fault, String model) {
		return switch (fault) {
			case BAD_REQUEST -> error("invalid_request_error", "temperature: range: 0..1");
			case CONTEXT_LENGTH -> error("invalid_request_error", "prompt is too long: 200001 tokens > 200000 maximum");
			case CONTENT_FILTER -> error("invalid_request_error", "Output blocked by content filtering policy");
			case UNAUTHORIZED -> error("authentication_error", "invalid x-api-key");
			case MODEL_NOT_FOUND -> error("not_found_error", "model: " + model);
			case REQUEST_TIMEOUT -> error("timeout_error", "Request timed out");
			case RATE_LIMIT_SECONDS, RATE_LIMIT_DATE, RATE_LIMIT -> error("rate_limit_error",
					"This request would exceed your organization's rate limit of 50 requests per minute.");
			case QUOTA -> error("billing_error",
					"Your credit balance is too low to access the Anthropic API. Please go to Plans & Billing to upgrade or purchase credits.");
			case UNAVAILABLE -> error("api_error", "Service unavailable");
			case OVERLOADED -> error("overloaded_error", "Overloaded");
			default -> error("api_error", "Internal server error");
		};
	}

	private static String error(String type, String message) {
		return Json.write(Json.object("type", "error", "error", Json.object("type", type, "message", message),
				"request_id", "req_1"));
	}

	private static Map<String, @Nullable Object> message(ProviderRequest request, List<?> content,
			@Nullable String finish, int inputTokens, int outputTokens) {
		return Json.object("id", "msg_1", "type", "message", "role", "assistant", "model", request.model(), "content",
				content, "stop_reason", finish, "stop_sequence", null, "usage",
				Json.object("input_tokens", inputTokens, "output_tokens", outputTokens));
	}

	private static String blockStart(int index, Object block) {
		return event("content_block_start", Json.object("index", index, "content_block", block));
	}

	private static String blockDelta(int index, Object delta) {
		return event("content_block_delta", Json.object("index", index, "delta", delta));
	}

	private static String blockStop(int index) {
		return event("content_block_stop", Json.object("index", index));
	}

	private static String event(String type, Map<String, @Nullable Object> rest) {
		Map<String, @Nullable Object> data = Json.object("type", type);
		data.putAll(rest);
		return "event: " + type + "\ndata: " + Json.write(data) + "\n\n";
	}

	private static String finish(Answer answer) {
		return switch (answer.finish()) {
			case STOP -> "end_turn";
			case LENGTH -> "max_tokens";
			case TOOL_CALLS -> "tool_use";
			case FILTERED -> "refusal";
		};
	}

}
