package dev.understudy.sample.gateway;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.messages.AssistantMessage.ToolCall;
import org.springframework.ai.chat.metadata.Usage;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;

/**
 * What an answer, or a piece of one, says.
 *
 * @param text the text, empty for none
 * @param calls the tools that are to be called
 * @param finish why the model stopped, in the words of OpenAI; {@code null} while it goes
 * on
 * @param inputTokens tokens read, as far as they are told
 * @param outputTokens tokens written, as far as they are told
 */
record Said(String text, List<ToolCall> calls, @Nullable String finish, int inputTokens, int outputTokens) {

	static final String STOP = "stop";

	static final String TOOL_CALLS = "tool_calls";

	static Said by(ChatResponse response) {
		List<Generation> results = response.getResults();
		String text = results.stream()
			.map((result) -> result.getOutput().getText())
			.filter(Objects::nonNull)
			.collect(Collectors.joining());
		List<ToolCall> calls = results.stream()
			.flatMap((result) -> result.getOutput().getToolCalls().stream())
			.toList();
		String finish = results.stream()
			.map((result) -> finish(result.getMetadata().getFinishReason()))
			.filter(Objects::nonNull)
			.findFirst()
			.orElse(null);
		Usage usage = response.getMetadata().getUsage();
		return new Said(text, calls, finish, tokens(usage.getPromptTokens()), tokens(usage.getCompletionTokens()));
	}

	boolean isSilent() {
		return this.text.isEmpty() && this.calls.isEmpty();
	}

	/** Each vendor has words of its own; what none of these is, is an end as usual. */
	private static @Nullable String finish(@Nullable String reason) {
		return switch ((reason != null) ? reason.toLowerCase(Locale.ROOT) : "") {
			case "", "_unknown" -> null;
			case "length", "max_tokens", "model_context_window_exceeded" -> "length";
			case "tool_calls", "tool_use" -> TOOL_CALLS;
			default -> STOP;
		};
	}

	private static int tokens(@Nullable Integer told) {
		return (told != null) ? Math.max(0, told) : 0;
	}

}
