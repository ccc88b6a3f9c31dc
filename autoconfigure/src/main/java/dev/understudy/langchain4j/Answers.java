package dev.understudy.langchain4j;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import dev.understudy.failure.ContentFilterException;
import dev.understudy.failure.InvalidResponseException;
import org.jspecify.annotations.Nullable;

/**
 * Knows what an answer is: text that is not blank, an image, or a call of a tool, and not
 * what a provider's content filter has left of one.
 */
final class Answers {

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
		if (response.finishReason() == FinishReason.CONTENT_FILTER) {
			throw new ContentFilterException("The provider of model '" + modelId + "' has filtered the answer");
		}
	}

	static boolean hasContent(ChatResponse response) {
		AiMessage message = response.aiMessage();
		return !text(response).isBlank() || message.hasToolExecutionRequests() || !message.images().isEmpty();
	}

	/** The text of an answer, empty for none. */
	static String text(ChatResponse response) {
		String text = response.aiMessage().text();
		return (text != null) ? text : "";
	}

}
