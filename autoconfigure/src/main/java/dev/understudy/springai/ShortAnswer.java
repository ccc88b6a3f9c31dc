package dev.understudy.springai;

import java.util.Locale;
import java.util.Set;

import dev.understudy.CurrentModel;
import dev.understudy.Model;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.chat.prompt.Prompt;

/**
 * Demands an answer of a few tokens from the client of a model itself. The client's own
 * options stand, but for the model's name and the bound of the answer.
 */
public final class ShortAnswer {

	/** How vendors say that an answer was cut at its bound. */
	private static final Set<String> CUT = Set.of("length", "max_tokens");

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
		ChatOptions asked = ChatOptions.builder().maxTokens(mostTokens).build();
		ChatOptions options = AttemptOptions.of(client.getOptions(), asked, model.name());
		ChatResponse response = client.call(new Prompt(prompt, options));
		if (response != null) {
			ChatUsage.of(response).ifPresent((usage) -> CurrentModel.usage(usage.inputTokens(), usage.outputTokens()));
		}
		if (!isCut(response)) {
			Answers.require(response, model.id());
		}
	}

	/** A model that thinks may have said nothing yet when its few tokens are used up. */
	private static boolean isCut(@Nullable ChatResponse response) {
		return response != null && response.getResults()
			.stream()
			.map((generation) -> generation.getMetadata().getFinishReason())
			.anyMatch((reason) -> reason != null && CUT.contains(reason.toLowerCase(Locale.ROOT)));
	}

}
