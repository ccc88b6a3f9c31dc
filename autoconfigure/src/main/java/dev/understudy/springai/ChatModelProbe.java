package dev.understudy.springai;

import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;

import dev.understudy.CurrentModel;
import dev.understudy.HealthProbe;
import dev.understudy.Model;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.chat.prompt.Prompt;

/**
 * Asks the client of a model itself for a few tokens: no chain, no fallback, no rung. The
 * client's own options stand, but for the model's name and the bound of the answer.
 */
public final class ChatModelProbe implements HealthProbe {

	/** What an answer may be long: the least that all vendors accept. */
	private static final int MOST_TOKENS = 16;

	/** How vendors say that an answer was cut at its bound. */
	private static final Set<String> CUT = Set.of("length", "max_tokens");

	private static final ChatOptions SHORT = ChatOptions.builder().maxTokens(MOST_TOKENS).build();

	private final ModelClients clients;

	private final Function<String, String> prompts;

	/**
	 * Makes a probe of all models that have a client.
	 * @param clients knows the client of each model
	 * @param prompts knows what each model is asked, by its id
	 */
	public ChatModelProbe(ModelClients clients, Function<String, String> prompts) {
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
		ChatOptions options = AttemptOptions.of(client.getOptions(), SHORT, model.name());
		ChatResponse response = client.call(new Prompt(this.prompts.apply(model.id()), options));
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
