package dev.understudy.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Chat of Ollama. It knows neither keys nor filters nor money; what it says of them here
 * is what its cloud or a gateway in front of it says.
 */
final class OllamaDialect implements Dialect {

	@Override
	public String streamType() {
		return "application/x-ndjson";
	}

	@Override
	public String answer(Answer answer, ProviderRequest request) {
		return Json.write(last(answer, request, message(answer.text(), answer.toolCalls())));
	}

	@Override
	public EventStream stream(Answer answer, ProviderRequest request) {
		List<String> content = new ArrayList<>();
		for (String piece : answer.pieces()) {
			content.add(event(Json.write(chunk(request, message(piece, List.of()), false))));
		}
		if (!answer.toolCalls().isEmpty()) {
			content.add(event(Json.write(chunk(request, message("", answer.toolCalls()), false))));
		}
		return new EventStream(List.of(), content, List.of(),
				event(Json.write(last(answer, request, message("", List.of())))));
	}

	@Override
	public String event(String data) {
		return data + "\n";
	}

	@Override
	public String error(Fault fault, String model) {
		return Json.write(Json.object("error", switch (fault) {
			case BAD_REQUEST -> "option \"temperature\" must be of type float32";
			case CONTEXT_LENGTH -> "prompt too long; exceeded max context length by 4 tokens";
			case CONTENT_FILTER -> "request blocked by content filter";
			case UNAUTHORIZED -> "unauthorized";
			case MODEL_NOT_FOUND -> "model \"" + model + "\" not found, try pulling it first";
			case REQUEST_TIMEOUT -> "request timeout";
			case RATE_LIMIT_SECONDS, RATE_LIMIT_DATE, RATE_LIMIT -> "too many concurrent requests";
			case QUOTA ->
				"you (ada) have reached your weekly usage limit, upgrade for higher limits: https://ollama.com/upgrade";
			case UNAVAILABLE -> "server busy, please try again.  maximum pending requests exceeded";
			case OVERLOADED -> "overloaded";
			default -> "llama runner process has terminated: exit status 2";
		}));
	}

	private static Map<String, @Nullable Object> last(Answer answer, ProviderRequest request, Object message) {
		Map<String, @Nullable Object> last = chunk(request, message, true);
		last.put("done_reason", finish(answer));
		last.put("total_duration", 5_000_000_000L);
		last.put("load_duration", 1_000_000_000L);
		last.put("prompt_eval_count", answer.inputTokens());
		last.put("prompt_eval_duration", 1_000_000_000L);
		last.put("eval_count", answer.outputTokens());
		last.put("eval_duration", 3_000_000_000L);
		return last;
	}

	private static Map<String, @Nullable Object> chunk(ProviderRequest request, Object message, boolean done) {
		return Json.object("model", request.model(), "created_at", "2026-11-21T12:00:00Z", "message", message, "done",
				done);
	}

	private static Map<String, @Nullable Object> message(String text, List<Answer.ToolCall> calls) {
		Map<String, @Nullable Object> message = Json.object("role", "assistant", "content", text);
		if (!calls.isEmpty()) {
			message.put("tool_calls",
					calls.stream()
						.map((call) -> Json.object("function",
								Json.object("name", call.name(), "arguments", Json.read(call.arguments()))))
						.toList());
		}
		return message;
	}

	private static String finish(Answer answer) {
		return switch (answer.finish()) {
			case STOP, TOOL_CALLS -> "stop";
			case LENGTH -> "length";
			case FILTERED -> "content_filter";
		};
	}

}
