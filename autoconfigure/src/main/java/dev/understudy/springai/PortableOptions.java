package dev.understudy.springai;

import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.model.tool.StructuredOutputChatOptions;
import org.springframework.ai.model.tool.ToolCallingChatOptions;

/**
 * Carries options over that mean the same to every vendor. Connections, keys, the model's
 * name and what only one vendor knows stay behind.
 */
final class PortableOptions {

	private PortableOptions() {
	}

	/** Sets what is asked for, and leaves the rest of the target as it is. */
	static void copy(ChatOptions asked, ChatOptions.Builder<?> target) {
		plain(asked, target);
		if (asked instanceof ToolCallingChatOptions tools
				&& target instanceof ToolCallingChatOptions.Builder<?> calling) {
			tools(tools, calling);
		}
		if (asked instanceof StructuredOutputChatOptions structured && structured.getOutputSchema() != null
				&& target instanceof StructuredOutputChatOptions.Builder<?> schema) {
			schema.outputSchema(structured.getOutputSchema());
		}
	}

	private static void plain(ChatOptions asked, ChatOptions.Builder<?> target) {
		if (asked.getTemperature() != null) {
			target.temperature(asked.getTemperature());
		}
		if (asked.getMaxTokens() != null) {
			target.maxTokens(asked.getMaxTokens());
		}
		if (asked.getTopP() != null) {
			target.topP(asked.getTopP());
		}
		if (asked.getTopK() != null) {
			target.topK(asked.getTopK());
		}
		if (asked.getStopSequences() != null) {
			target.stopSequences(asked.getStopSequences());
		}
		if (asked.getFrequencyPenalty() != null) {
			target.frequencyPenalty(asked.getFrequencyPenalty());
		}
		if (asked.getPresencePenalty() != null) {
			target.presencePenalty(asked.getPresencePenalty());
		}
	}

	private static void tools(ToolCallingChatOptions asked, ToolCallingChatOptions.Builder<?> target) {
		if (asked.getToolCallbacks() != null && !asked.getToolCallbacks().isEmpty()) {
			target.toolCallbacks(asked.getToolCallbacks());
		}
		if (asked.getToolContext() != null) {
			target.toolContext(asked.getToolContext());
		}
	}

}
