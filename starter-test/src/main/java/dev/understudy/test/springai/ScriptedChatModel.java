package dev.understudy.test.springai;

import java.util.List;
import java.util.function.Supplier;

import dev.understudy.Usage;
import dev.understudy.test.Performance;
import dev.understudy.test.ScriptedFlux;
import dev.understudy.test.ScriptedModels;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.UserMessage;
import org.springframework.ai.chat.metadata.ChatGenerationMetadata;
import org.springframework.ai.chat.metadata.ChatResponseMetadata;
import org.springframework.ai.chat.metadata.DefaultUsage;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;
import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.chat.prompt.Prompt;

/**
 * A client of Spring AI whose models do what their scripts say. A {@link ChatResponse}
 * that a script answers with is handed on as it is.
 */
public class ScriptedChatModel implements ChatModel {

	private final Supplier<ScriptedModels> models;

	private final List<String> modelIds;

	/**
	 * Makes a client.
	 * @param models the models and their scripts
	 * @param modelIds those that the client talks to
	 */
	public ScriptedChatModel(Supplier<ScriptedModels> models, List<String> modelIds) {
		this.models = models;
		this.modelIds = List.copyOf(modelIds);
	}

	@Override
	public ChatResponse call(Prompt prompt) {
		Performance performance = perform(prompt);
		Object answer = performance.answerUnchecked();
		return (answer instanceof ChatResponse response) ? response
				: response(answer.toString(), "stop", performance.usage());
	}

	@Override
	public Flux<ChatResponse> stream(Prompt prompt) {
		return Flux.defer(() -> {
			Performance performance = perform(prompt);
			Flux<ChatResponse> pieces = ScriptedFlux.of(performance)
				.map((piece) -> (piece instanceof ChatResponse response) ? response
						: response(piece.toString(), null, null));
			return pieces.concatWith(Flux.defer(() -> Flux.just(response("", "stop", performance.usage()))));
		});
	}

	private Performance perform(Prompt prompt) {
		ScriptedModels present = this.models.get();
		ChatOptions options = prompt.getOptions();
		String name = (options != null) ? options.getModel() : null;
		return present.perform(present.model((name != null) ? name : "", this.modelIds), question(prompt), prompt);
	}

	private static String question(Prompt prompt) {
		String text = prompt.getInstructions()
			.stream()
			.filter(UserMessage.class::isInstance)
			.reduce((first, second) -> second)
			.map((message) -> ((UserMessage) message).getText())
			.orElse("");
		return (text != null) ? text : "";
	}

	private static ChatResponse response(String text, @Nullable String finish, @Nullable Usage usage) {
		ChatGenerationMetadata generation = (finish != null)
				? ChatGenerationMetadata.builder().finishReason(finish).build() : ChatGenerationMetadata.NULL;
		ChatResponseMetadata.Builder metadata = ChatResponseMetadata.builder();
		if (usage != null) {
			metadata
				.usage(new DefaultUsage(Math.toIntExact(usage.inputTokens()), Math.toIntExact(usage.outputTokens())));
		}
		return new ChatResponse(List.of(new Generation(new AssistantMessage(text), generation)), metadata.build());
	}

}
