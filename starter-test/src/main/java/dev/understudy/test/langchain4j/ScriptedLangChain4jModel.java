package dev.understudy.test.langchain4j;

import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.ModelProvider;
import dev.langchain4j.model.chat.Capability;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.listener.ChatModelListener;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.request.DefaultChatRequestParameters;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.TokenUsage;
import dev.understudy.Usage;
import dev.understudy.test.Performance;
import dev.understudy.test.ScriptedModels;
import org.jspecify.annotations.Nullable;

/**
 * A client of LangChain4j, for calls and streams, whose models do what their scripts say.
 * A {@link ChatResponse} that a script answers with is handed on as it is.
 */
public final class ScriptedLangChain4jModel implements ChatModel, StreamingChatModel {

	private final Supplier<ScriptedModels> models;

	private final List<String> modelIds;

	/**
	 * Makes a client.
	 * @param models the models and their scripts
	 * @param modelIds those that the client talks to
	 */
	public ScriptedLangChain4jModel(Supplier<ScriptedModels> models, List<String> modelIds) {
		this.models = models;
		this.modelIds = List.copyOf(modelIds);
	}

	@Override
	public ChatResponse doChat(ChatRequest request) {
		Performance performance = perform(request);
		Object answer = performance.answerUnchecked();
		return (answer instanceof ChatResponse response) ? response : response(answer.toString(), performance.usage());
	}

	@Override
	public void doChat(ChatRequest request, StreamingChatResponseHandler handler) {
		Performance performance = perform(request);
		performance.tell(new HandlerAudience(handler, (text) -> response(text, performance.usage())));
	}

	@Override
	public ChatRequestParameters defaultRequestParameters() {
		return DefaultChatRequestParameters.EMPTY;
	}

	@Override
	public List<ChatModelListener> listeners() {
		return List.of();
	}

	@Override
	public ModelProvider provider() {
		return ModelProvider.OTHER;
	}

	@Override
	public Set<Capability> supportedCapabilities() {
		return Set.of();
	}

	private Performance perform(ChatRequest request) {
		ScriptedModels present = this.models.get();
		String name = request.parameters().modelName();
		return present.perform(present.model((name != null) ? name : "", this.modelIds), question(request), request);
	}

	private static String question(ChatRequest request) {
		String question = "";
		for (ChatMessage message : request.messages()) {
			if (message instanceof UserMessage said && said.hasSingleText()) {
				question = said.singleText();
			}
		}
		return question;
	}

	private static ChatResponse response(String text, @Nullable Usage usage) {
		ChatResponse.Builder response = ChatResponse.builder()
			.aiMessage(AiMessage.from(text))
			.finishReason(FinishReason.STOP);
		if (usage != null) {
			response.tokenUsage(
					new TokenUsage(Math.toIntExact(usage.inputTokens()), Math.toIntExact(usage.outputTokens())));
		}
		return response.build();
	}

}
