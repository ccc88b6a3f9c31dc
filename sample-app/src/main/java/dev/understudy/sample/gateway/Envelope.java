package dev.understudy.sample.gateway;

import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.ai.chat.messages.AssistantMessage.ToolCall;
import org.springframework.ai.chat.model.ChatResponse;

/**
 * Writes answers as OpenAI does. Belongs to one of them.
 *
 * @param json writes
 * @param id what the answer is called
 * @param created when it was made, in seconds
 */
record Envelope(Json json, String id, long created) {

	/** What stands for a model where none has answered, as in the meters. */
	private static final String NOBODY = "none";

	static Envelope next(Json json, Clock clock) {
		return new Envelope(json, "chatcmpl-" + UUID.randomUUID().toString().replace("-", ""),
				clock.instant().getEpochSecond());
	}

	/** A whole answer. */
	ObjectNode completion(ChatResponse response) {
		Said said = Said.by(response);
		Report report = Report.of(response);
		ObjectNode completion = begin("chat.completion", report);
		ObjectNode choice = completion.putArray("choices").addObject().put("index", 0);
		ObjectNode message = choice.putObject("message").put("role", "assistant");
		message.put("content", (said.text().isEmpty() && !said.calls().isEmpty()) ? null : said.text());
		message.putNull("refusal");
		if (!said.calls().isEmpty()) {
			write(said.calls(), message.putArray("tool_calls"));
		}
		choice.putNull("logprobs");
		choice.put("finish_reason",
				said.calls().isEmpty() ? Objects.requireNonNullElse(said.finish(), Said.STOP) : Said.TOOL_CALLS);
		completion.set("usage", usage(report, said.inputTokens(), said.outputTokens()));
		return completion.set("understudy", report.json(this.json));
	}

	/** A piece of an answer, still without its choices. */
	ObjectNode chunk(Report report) {
		return begin("chat.completion.chunk", report);
	}

	/** The tokens used, {@code null} when a model has answered and nobody has told. */
	@Nullable ObjectNode usage(Report report, int inputTokens, int outputTokens) {
		if (report.model() != null && inputTokens == 0 && outputTokens == 0) {
			return null;
		}
		return this.json.object()
			.put("prompt_tokens", inputTokens)
			.put("completion_tokens", outputTokens)
			.put("total_tokens", (long) inputTokens + outputTokens);
	}

	static void write(List<ToolCall> calls, ArrayNode target) {
		for (ToolCall call : calls) {
			ObjectNode node = target.addObject();
			// Some vendors tell calls apart by their place alone.
			node.put("id", call.id().isBlank() ? "call_" + UUID.randomUUID() : call.id());
			node.put("type", "function");
			node.putObject("function").put("name", call.name()).put("arguments", call.arguments());
		}
	}

	private ObjectNode begin(String object, Report report) {
		return this.json.object()
			.put("id", this.id)
			.put("object", object)
			.put("created", this.created)
			.put("model", Objects.requireNonNullElse(report.model(), NOBODY));
	}

}
