package dev.understudy.springai;

import java.util.List;
import java.util.Optional;

import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.Message;
import org.springframework.ai.chat.messages.MessageType;

/**
 * Recognises a prompt that goes on with a loop of tool calls.
 */
final class ToolLoop {

	private ToolLoop() {
	}

	/**
	 * The model that has called the tools whose results close the conversation.
	 * @param messages the conversation
	 * @return the model's id, or empty outside a loop and when nobody knows
	 */
	static Optional<String> model(List<Message> messages) {
		boolean results = false;
		for (int i = messages.size() - 1; i >= 0; i--) {
			Message message = messages.get(i);
			results = results || message.getMessageType() == MessageType.TOOL;
			if (message.getMessageType() == MessageType.USER) {
				return Optional.empty();
			}
			if (results && message instanceof AssistantMessage said && said.hasToolCalls()) {
				return Optional.ofNullable(PortableMessages.author(said));
			}
		}
		return Optional.empty();
	}

}
