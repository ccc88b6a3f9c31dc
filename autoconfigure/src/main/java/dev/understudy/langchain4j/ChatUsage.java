package dev.understudy.langchain4j;

import java.util.Optional;

import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.TokenUsage;
import dev.understudy.Usage;
import dev.understudy.UsageExtractor;
import org.jspecify.annotations.Nullable;

/**
 * Reads the tokens used off a response of LangChain4j. A response that already tells
 * which model answered was counted when it came.
 */
public final class ChatUsage implements UsageExtractor {

	@Override
	public Optional<Usage> usage(Object result) {
		return (result instanceof ChatResponse response
				&& !response.aiMessage().attributes().containsKey(ChatAttributes.MODEL)) ? of(response)
						: Optional.empty();
	}

	static Optional<Usage> of(ChatResponse response) {
		TokenUsage told = response.tokenUsage();
		if (told == null) {
			return Optional.empty();
		}
		Usage usage = new Usage(tokens(told.inputTokenCount()), tokens(told.outputTokenCount()));
		return (usage.totalTokens() > 0) ? Optional.of(usage) : Optional.empty();
	}

	private static long tokens(@Nullable Integer told) {
		return (told != null) ? Math.max(0, told) : 0;
	}

}
