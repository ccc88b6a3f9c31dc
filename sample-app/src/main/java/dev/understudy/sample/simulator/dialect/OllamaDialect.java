package dev.understudy.sample.simulator.dialect;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Chat of Ollama. It knows neither keys nor money; what it says of them here is what its
 * cloud says.
 */
final class OllamaDialect implements Dialect {

	private static final long SECOND = 1_000_000_000;

	@Override
	public String path() {
		return "/ollama/api/chat";
	}

	@Override
	public String provider() {
		return "ollama";
	}

	@Override
	public String streamType() {
		return "application/x-ndjson";
	}

	/** Ollama streams when it is not told anything. */
	@Override
	public Asked asked(JsonNode body) {
		int most = body.at("/options/num_predict").asInt(0);
		return new Asked(body, body.path("stream").asBoolean(true), Math.max(0, most));
	}

	@Override
	public String whole(Answer answer, Asked asked) {
		return Json.write(last(answer, asked, answer.text()));
	}

	@Override
	public Events stream(Answer answer, Asked asked) {
		List<String> words = answer.pieces()
			.stream()
			.map((piece) -> event(Json.write(part(answer, asked, piece, false))))
			.toList();
		return new Events("", words, event(Json.write(last(answer, asked, ""))));
	}

	@Override
	public String event(String data) {
		return data + "\n";
	}

	@Override
	public String refusal(Refusal refusal, String model) {
		return Json.write(Json.object("error", switch (refusal) {
			case BAD_REQUEST -> "invalid character in request body";
			case WRONG_KEY -> "unauthorized";
			case UNKNOWN_MODEL -> "model \"" + model + "\" not found, try pulling it first";
			case RATE_LIMITED -> "too many concurrent requests";
			case QUOTA_GONE ->
				"you have reached your weekly usage limit, upgrade for higher limits: https://ollama.com/upgrade";
			case UNAVAILABLE -> "llama runner process is not available";
			case OVERLOADED -> "server busy, please try again.  maximum pending requests exceeded";
		}));
	}

	private static Map<String, @Nullable Object> last(Answer answer, Asked asked, String text) {
		Map<String, @Nullable Object> last = part(answer, asked, text, true);
		last.put("done_reason", answer.complete() ? "stop" : "length");
		last.put("total_duration", 2 * SECOND);
		last.put("load_duration", SECOND / 10);
		last.put("prompt_eval_count", answer.inputTokens());
		last.put("prompt_eval_duration", SECOND / 10);
		last.put("eval_count", answer.outputTokens());
		last.put("eval_duration", SECOND);
		return last;
	}

	private static Map<String, @Nullable Object> part(Answer answer, Asked asked, String text, boolean done) {
		return Json.object("model", asked.model(), "created_at", answer.at().toString(), "message",
				Json.object("role", "assistant", "content", text), "done", done);
	}

}
