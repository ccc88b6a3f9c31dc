package dev.understudy.langchain4j;

import java.time.Duration;
import java.util.function.Function;

import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import dev.understudy.CurrentModel;
import dev.understudy.HealthProbe;
import dev.understudy.Model;

/**
 * Asks the client of a model itself for a few tokens: no chain, no fallback, no rung. The
 * client's own parameters stand, but for the model's name and the bound of the answer.
 */
public final class ChatModelProbe implements HealthProbe {

	/** What an answer may be long: the least that all vendors accept. */
	private static final int MOST_TOKENS = 16;

	private final ModelClients<ChatModel> clients;

	private final Function<String, String> prompts;

	/**
	 * Makes a probe of all models that have a client.
	 * @param clients knows the client of each model
	 * @param prompts knows what each model is asked, by its id
	 */
	public ChatModelProbe(ModelClients<ChatModel> clients, Function<String, String> prompts) {
		this.clients = clients;
		this.prompts = prompts;
	}

	@Override
	public boolean supports(Model model) {
		try {
			this.clients.of(model);
			return true;
		}
		catch (IllegalStateException ex) {
			return false;
		}
	}

	@Override
	public void probe(Model model, Duration timeout) {
		ChatModel client = this.clients.of(model);
		ChatRequest request = ChatRequest.builder()
			.messages(UserMessage.from(this.prompts.apply(model.id())))
			.maxOutputTokens(MOST_TOKENS)
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
