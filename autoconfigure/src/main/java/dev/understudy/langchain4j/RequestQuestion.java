package dev.understudy.langchain4j;

import java.util.ArrayList;
import java.util.List;

import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.understudy.routing.Question;
import dev.understudy.routing.QuestionKey;
import org.jspecify.annotations.Nullable;

/**
 * What a request asks. Rungs answer it with a text, and only texts are remembered.
 */
final class RequestQuestion implements Question {

	private final String chain;

	private final ChatRequest request;

	private final @Nullable String asker;

	RequestQuestion(String chain, ChatRequest request, @Nullable String asker) {
		this.chain = chain;
		this.request = request;
		this.asker = asker;
	}

	@Override
	public Class<?> answerType() {
		return String.class;
	}

	@Override
	public @Nullable String text() {
		List<ChatMessage> messages = this.request.messages();
		for (int i = messages.size() - 1; i >= 0; i--) {
			if (messages.get(i) instanceof UserMessage message) {
				return text(message);
			}
		}
		return null;
	}

	@Override
	public String key() {
		List<@Nullable Object> parts = new ArrayList<>();
		parts.add("LangChain4jChatModel");
		parts.add(this.chain);
		parts.add(this.asker);
		this.request.messages().forEach((message) -> add(message, parts));
		add(this.request.parameters(), parts);
		return QuestionKey.of(parts.toArray());
	}

	/** The text of an answer; a call of a tool is none that could be given again. */
	@Override
	public @Nullable Object memory(Object answer) {
		if (!(answer instanceof ChatResponse response) || response.aiMessage().hasToolExecutionRequests()) {
			return null;
		}
		String text = Answers.text(response);
		return text.isBlank() ? null : text;
	}

	@Override
	public String subject() {
		return "the chat model of chain '" + this.chain + "'";
	}

	private static @Nullable String text(UserMessage message) {
		List<String> texts = message.contents()
			.stream()
			.filter(TextContent.class::isInstance)
			.map((content) -> ((TextContent) content).text())
			.toList();
		return texts.isEmpty() ? null : String.join("\n", texts);
	}

	/** What a model has said is the same whichever model has said it. */
	private static void add(ChatMessage message, List<@Nullable Object> parts) {
		parts.add(message.type());
		if (message instanceof AiMessage said) {
			parts.add(said.text());
			said.toolExecutionRequests().forEach((call) -> {
				parts.add(call.name());
				parts.add(call.arguments());
			});
		}
		else {
			parts.add(message.toString());
		}
	}

	private static void add(ChatRequestParameters parameters, List<@Nullable Object> parts) {
		parts.add(parameters.temperature());
		parts.add(parameters.maxOutputTokens());
		parts.add(parameters.topP());
		parts.add(parameters.topK());
		parts.add(parameters.stopSequences());
		parts.add(parameters.frequencyPenalty());
		parts.add(parameters.presencePenalty());
		parts.add(parameters.toolSpecifications().stream().map(ToolSpecification::name).toList());
		parts.add(String.valueOf(parameters.toolChoice()));
		parts.add(String.valueOf(parameters.responseFormat()));
	}

}
