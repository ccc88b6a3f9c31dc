package dev.understudy.springai;

import java.util.Optional;

import dev.understudy.Usage;
import dev.understudy.UsageExtractor;

import org.springframework.ai.chat.model.ChatResponse;

/**
 * Reads the tokens used off a response of Spring AI. A response that already tells which
 * model answered was counted when it came.
 */
public final class ChatUsage implements UsageExtractor {

	@Override
	public Optional<Usage> usage(Object result) {
		return (result instanceof ChatResponse response && !response.getMetadata().containsKey(ChatMetadata.MODEL))
				? of(response) : Optional.empty();
	}

	static Optional<Usage> of(ChatResponse response) {
		org.springframework.ai.chat.metadata.Usage told = response.getMetadata().getUsage();
		if (told == null) {
			return Optional.empty();
		}
		Usage usage = new Usage(tokens(told.getPromptTokens()), tokens(told.getCompletionTokens()));
		return (usage.totalTokens() > 0) ? Optional.of(usage) : Optional.empty();
	}

	private static long tokens(Integer told) {
		return (told != null) ? Math.max(0, told) : 0;
	}

}
