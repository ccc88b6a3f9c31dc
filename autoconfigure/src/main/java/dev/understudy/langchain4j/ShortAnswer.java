package dev.understudy.langchain4j;

import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import dev.understudy.CurrentModel;
import dev.understudy.Model;

/**
 * Demands an answer of a few tokens from the client of a model itself. The client's own
 * parameters stand, but for the model's name and the bound of the answer.
 */
public final class ShortAnswer {

	private ShortAnswer() {
	}

	/**
	 * Asks a client, and counts the tokens for the current model. Returns normally when
	 * it has answered.
	 * @param client the client of the model
	 * @param model the model
	 * @param prompt what it is asked
	 * @param mostTokens what the answer may be long
	 */
	public static void require(ChatModel client, Model model, String prompt, int mostTokens) {
		ChatRequest request = ChatRequest.builder()
			.messages(UserMessage.from(prompt))
			.maxOutputTokens(mostTokens)
			.build();
		ChatResponse response = client.chat(AttemptParameters.of(request, client.defaultRequestParameters(), model));
		if (response != null) {
			ChatUsage.of(response).ifPresent((usage) -> CurrentModel.usage(usage.inputTokens(), usage.outputTokens()));
		}
		// A model that thinks may have said nothing yet when its few tokens are used up.
		if (response == null || response.finishReason() != FinishReason.LENGTH) {
			Answers.require(response, model.id());
		}
	}

}
