package dev.understudy.springai;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

import dev.understudy.failure.ContentFilterException;
import dev.understudy.failure.InvalidResponseException;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;

/**
 * Knows what an answer is: text that is not blank, media, or a call of a tool, and not
 * what a provider's content filter has left of one.
 */
final class Answers {

	/** How vendors say in a successful response that their filter has stepped in. */
	private static final Set<String> FILTERED = Set.of("content_filter", "content_filtered", "contentfilter", "refusal",
			"safety", "prohibited_content", "blocklist", "spii", "recitation", "image_safety", "guardrail_intervened",
			"model_armor");

	private Answers() {
	}

	/** Returns the answer, or throws what it is instead of one. */
	static ChatResponse require(@Nullable ChatResponse response, String modelId) {
		if (response == null) {
			throw new InvalidResponseException("Model '" + modelId + "' gave no response");
		}
		refuseFiltered(response, modelId);
		if (!hasContent(response)) {
			throw none(modelId);
		}
		return response;
	}

	static InvalidResponseException none(String modelId) {
		return new InvalidResponseException("Model '" + modelId + "' answered with neither text nor tool call");
	}

	static void refuseFiltered(ChatResponse response, String modelId) {
		boolean filtered = response.getResults().stream().anyMatch(Answers::isFiltered);
		if (filtered || (!hasContent(response) && response.getResults().stream().anyMatch(Answers::isRefusal))) {
			throw new ContentFilterException("The provider of model '" + modelId + "' has filtered the answer");
		}
	}

	static boolean hasContent(ChatResponse response) {
		return response.getResults().stream().map(Generation::getOutput).anyMatch(Answers::hasContent);
	}

	/** The text of an answer, empty for none. */
	static String text(ChatResponse response) {
		List<String> texts = response.getResults()
			.stream()
			.map((generation) -> generation.getOutput().getText())
			.filter(Objects::nonNull)
			.toList();
		return texts.stream().filter((text) -> !text.isBlank()).findFirst().orElse(String.join("", texts));
	}

	private static boolean hasContent(AssistantMessage message) {
		String text = message.getText();
		return (text != null && !text.isBlank()) || message.hasToolCalls() || !message.getMedia().isEmpty();
	}

	private static boolean isFiltered(Generation generation) {
		String reason = generation.getMetadata().getFinishReason();
		return reason != null && FILTERED.contains(reason.toLowerCase(Locale.ROOT));
	}

	private static boolean isRefusal(Generation generation) {
		return generation.getOutput().getMetadata().get("refusal") instanceof String refusal && !refusal.isBlank();
	}

}
