package dev.understudy.langchain4j;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import org.jspecify.annotations.Nullable;

/**
 * Hands the messages of a conversation to a model. What another model has said is reduced
 * to what every vendor understands: text and tool calls.
 */
final class PortableMessages {

	private final String modelId;

	/** Ids of tool calls whose results are still to come. */
	private final List<String> open = new ArrayList<>();

	private PortableMessages(String modelId) {
		this.modelId = modelId;
	}

	static List<ChatMessage> of(List<ChatMessage> messages, String modelId) {
		boolean own = messages.stream().noneMatch((message) -> isOfOther(message, modelId));
		return own ? messages : messages.stream().map(new PortableMessages(modelId)::portable).toList();
	}

	/** Which of our models has said this, {@code null} when none of them did. */
	static @Nullable String author(ChatMessage message) {
		return (message instanceof AiMessage said
				&& said.attributes().get(ChatAttributes.MODEL) instanceof String model) ? model : null;
	}

	private static boolean isOfOther(ChatMessage message, String modelId) {
		String author = author(message);
		return author != null && !author.equals(modelId);
	}

	private ChatMessage portable(ChatMessage message) {
		if (message instanceof AiMessage said) {
			this.open.clear();
			return isOfOther(message, this.modelId) ? portable(said) : message;
		}
		return (message instanceof ToolExecutionResultMessage result && !this.open.isEmpty()) ? answered(result)
				: message;
	}

	private AiMessage portable(AiMessage said) {
		List<ToolExecutionRequest> calls = new ArrayList<>();
		for (ToolExecutionRequest call : said.toolExecutionRequests()) {
			String id = id(call.id(), "call_" + calls.size());
			this.open.add(id);
			calls.add(ToolExecutionRequest.builder().id(id).name(call.name()).arguments(call.arguments()).build());
		}
		return AiMessage.builder()
			.text(said.text())
			.toolExecutionRequests(calls)
			.attributes(Map.of(ChatAttributes.MODEL, said.attributes().get(ChatAttributes.MODEL)))
			.build();
	}

	/** Some vendors tell calls apart by their place alone, others demand ids. */
	private ToolExecutionResultMessage answered(ToolExecutionResultMessage result) {
		String next = this.open.remove(0);
		return isGiven(result.id()) ? result : result.toBuilder().id(next).build();
	}

	private static String id(@Nullable String given, String other) {
		return (given != null && isGiven(given)) ? given : other;
	}

	private static boolean isGiven(@Nullable String id) {
		return id != null && !id.isBlank();
	}

}
