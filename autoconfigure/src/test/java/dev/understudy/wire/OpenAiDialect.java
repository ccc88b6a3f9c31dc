package dev.understudy.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Chat completions of OpenAI.
 */
final class OpenAiDialect implements Dialect {

	private static final String ID = "chatcmpl-1";

	private static final int CREATED = 1_763_726_400;

	@Override
	public String streamType() {
		return "text/event-stream";
	}

	@Override
	public String answer(Answer answer, ProviderRequest request) {
		Map<String, @Nullable Object> message = Json.object("role", "assistant", "content",
				answer.pieces().isEmpty() ? null : answer.text(), "refusal", null);
		if (!answer.toolCalls().isEmpty()) {
			message.put("tool_calls", answer.toolCalls().stream().map(OpenAiDialect::toolCall).toList());
		}
		return Json.write(Json.object("id", ID, "object", "chat.completion", "created", CREATED, "model",
				request.model(), "choices",
				List.of(Json.object("index", 0, "message", message, "logprobs", null, "finish_reason", finish(answer))),
				"usage", usage(answer)));
	}

	@Override
	public EventStream stream(Answer answer, ProviderRequest request) {
		List<String> content = new ArrayList<>();
		answer.pieces().forEach((piece) -> content.add(choice(request, Json.object("content", piece), null)));
		int index = 0;
		for (Answer.ToolCall call : answer.toolCalls()) {
			Map<String, @Nullable Object> written = toolCall(call);
			written.put("index", index++);
			content.add(choice(request, Json.object("tool_calls", List.of(written)), null));
		}
		List<String> finishing = new ArrayList<>();
		finishing.add(choice(request, Json.object(), finish(answer)));
		if (request.body().at("/stream_options/include_usage").asBoolean(false)) {
			finishing.add(chunk(request, List.of(), usage(answer)));
		}
		String opening = choice(request, Json.object("role", "assistant", "content", "", "refusal", null), null);
		return new EventStream(List.of(opening), content, finishing, event("[DONE]"));
	}

	@Override
	public String event(String data) {
		return "data: " + data + "\n\n";
	}

	@Override
	public String error(Fault fault, String model) {
		return switch (fault) {
			case BAD_REQUEST -> error("Invalid value for 'temperature': expected a number at most 2.",
					"invalid_request_error", "temperature", "decimal_above_max_value");
			case CONTEXT_LENGTH -> error(
					"This model's maximum context length is 8192 tokens. However, your messages resulted in 9001 tokens.",
					"invalid_request_error", "messages", "context_length_exceeded");
			case CONTENT_FILTER -> error(
					"Invalid prompt: your prompt was flagged as potentially violating our usage policy. Please try again with a different prompt.",
					"invalid_request_error", null, "invalid_prompt");
			case UNAUTHORIZED ->
				error("Incorrect API key provided: sk-0000. You can find your API key at your account.",
						"invalid_request_error", null, "invalid_api_key");
			case MODEL_NOT_FOUND -> error("The model `" + model + "` does not exist or you do not have access to it.",
					"invalid_request_error", null, "model_not_found");
			case REQUEST_TIMEOUT -> error("The request took too long.", "invalid_request_error", null, null);
			case RATE_LIMIT_SECONDS, RATE_LIMIT_DATE,
					RATE_LIMIT ->
				error("Rate limit reached for " + model
						+ " on requests per min (RPM): Limit 500, Used 500, Requested 1.", "requests", null,
						"rate_limit_exceeded");
			case QUOTA -> error("You exceeded your current quota, please check your plan and billing details.",
					"insufficient_quota", null, "insufficient_quota");
			case UNAVAILABLE, OVERLOADED ->
				error("The engine is currently overloaded, please try again later", "server_error", null, null);
			default -> error("The server had an error while processing your request. Sorry about that!", "server_error",
					null, null);
		};
	}

	private static String error(String message, String type, @Nullable String parameter, @Nullable String code) {
		return Json.write(
				Json.object("error", Json.object("message", message, "type", type, "param", parameter, "code", code)));
	}

	private static Map<String, @Nullable Object> toolCall(Answer.ToolCall call) {
		return Json.object("id", call.id(), "type", "function", "function",
				Json.object("name", call.name(), "arguments", call.arguments()));
	}

	private String choice(ProviderRequest request, Map<String, @Nullable Object> delta, @Nullable String finish) {
		return chunk(request,
				List.of(Json.object("index", 0, "delta", delta, "logprobs", null, "finish_reason", finish)), null);
	}

	private String chunk(ProviderRequest request, List<?> choices, @Nullable Object usage) {
		return event(Json.write(Json.object("id", ID, "object", "chat.completion.chunk", "created", CREATED, "model",
				request.model(), "choices", choices, "usage", usage)));
	}

	private static Map<String, @Nullable Object> usage(Answer answer) {
		return Json.object("prompt_tokens", answer.inputTokens(), "completion_tokens", answer.outputTokens(),
				"total_tokens", answer.inputTokens() + answer.outputTokens());
	}

	private static String finish(Answer answer) {
		return switch (answer.finish()) {
			case STOP -> "stop";
			case LENGTH -> "length";
			case TOOL_CALLS -> "tool_calls";
			case FILTERED -> "content_filter";
		};
	}

}
