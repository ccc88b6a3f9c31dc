package dev.understudy.langchain4j;

import java.util.List;
import java.util.Optional;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.ChatMessageType;

/**
 * Recognises a request that goes on with a loop of tool calls.
 */
final class ToolLoop {

	private ToolLoop() {
	}

	/**
	 * The model that has called the tools whose results close the conversation.
	 * @param messages the conversation
	 * @return the model's id, or empty outside a loop and when nobody knows
	 */
	static Optional<String> model(List<ChatMessage> messages) {
		boolean results = false;
		for (int i = messages.size() - 1; i >= 0; i--) {
			ChatMessage message = messages.get(i);
			results = results || message.type() == ChatMessageType.TOOL_EXECUTION_RESULT;
			if (message.type() == ChatMessageType.USER) {
				return Optional.empty();
			}
			if (results && message instanceof AiMessage said && said.hasToolExecutionRequests()) {
				return Optional.ofNullable(PortableMessages.author(said));
			}
		}
		return Optional.empty();
	}

}
