package dev.understudy.springai;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.AssistantMessage.ToolCall;
import org.springframework.ai.chat.messages.Message;
import org.springframework.ai.chat.messages.ToolResponseMessage;
import org.springframework.ai.chat.messages.ToolResponseMessage.ToolResponse;

/**
 * Hands the messages of a conversation to a model. What another model has said is reduced
 * to what every vendor understands: text, media and tool calls.
 */
final class PortableMessages {

	private final String modelId;

	/** Ids of tool calls whose responses are still to come. */
	private List<String> open = List.of();

	private PortableMessages(String modelId) {
		this.modelId = modelId;
	}

	static List<Message> of(List<Message> messages, String modelId) {
		boolean own = messages.stream().noneMatch((message) -> isOfOther(message, modelId));
		return own ? messages : messages.stream().map(new PortableMessages(modelId)::portable).toList();
	}

	/** Which of our models has said this, {@code null} when none of them did. */
	static @Nullable String author(Message message) {
		return (message instanceof AssistantMessage
				&& message.getMetadata().get(ChatMetadata.MODEL) instanceof String model) ? model : null;
	}

	private static boolean isOfOther(Message message, String modelId) {
		String author = author(message);
		return author != null && !author.equals(modelId);
	}

	private Message portable(Message message) {
		if (message instanceof AssistantMessage said) {
			this.open = List.of();
			return isOfOther(message, this.modelId) ? portable(said) : message;
		}
		return (message instanceof ToolResponseMessage responses && !this.open.isEmpty()) ? answered(responses)
				: message;
	}

	private AssistantMessage portable(AssistantMessage said) {
		List<ToolCall> calls = new ArrayList<>();
		List<String> ids = new ArrayList<>();
		for (ToolCall call : said.getToolCalls()) {
			String id = id(call.id(), "call_" + calls.size());
			ids.add(id);
			calls.add(new ToolCall(id, call.type(), call.name(), call.arguments()));
		}
		this.open = ids;
		return AssistantMessage.builder()
			.content(said.getText())
			.properties(Map.of(ChatMetadata.MODEL, said.getMetadata().get(ChatMetadata.MODEL)))
			.toolCalls(calls)
			.media(said.getMedia())
			.build();
	}

	/** Some vendors tell calls apart by their place alone, others demand ids. */
	private ToolResponseMessage answered(ToolResponseMessage message) {
		List<ToolResponse> responses = new ArrayList<>();
		for (ToolResponse response : message.getResponses()) {
			int place = responses.size();
			String id = id(response.id(), (place < this.open.size()) ? this.open.get(place) : "call_" + place);
			responses.add(new ToolResponse(id, response.name(), response.responseData()));
		}
		return ToolResponseMessage.builder().responses(responses).metadata(message.getMetadata()).build();
	}

	private static String id(@Nullable String given, String other) {
		return (given != null && !given.isBlank()) ? given : other;
	}

}
