package dev.understudy.springai;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.TreeMap;

import dev.understudy.routing.Question;
import dev.understudy.routing.QuestionKey;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.Message;
import org.springframework.ai.chat.messages.ToolResponseMessage;
import org.springframework.ai.chat.messages.UserMessage;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.content.Media;
import org.springframework.ai.content.MediaContent;
import org.springframework.ai.model.tool.StructuredOutputChatOptions;
import org.springframework.ai.model.tool.ToolCallingChatOptions;

/**
 * What a prompt asks. Rungs answer it with a text, and only texts are remembered.
 */
final class PromptQuestion implements Question {

	private final String chain;

	private final Prompt prompt;

	private final @Nullable String asker;

	PromptQuestion(String chain, Prompt prompt, @Nullable String asker) {
		this.chain = chain;
		this.prompt = prompt;
		this.asker = asker;
	}

	@Override
	public Class<?> answerType() {
		return String.class;
	}

	@Override
	public @Nullable String text() {
		List<Message> messages = this.prompt.getInstructions();
		for (int i = messages.size() - 1; i >= 0; i--) {
			if (messages.get(i) instanceof UserMessage message) {
				return message.getText();
			}
		}
		return null;
	}

	@Override
	public String key() {
		List<@Nullable Object> parts = new ArrayList<>();
		parts.add("ChatModel");
		parts.add(this.chain);
		parts.add(this.asker);
		this.prompt.getInstructions().forEach((message) -> add(message, parts));
		ChatOptions options = this.prompt.getOptions();
		if (options != null) {
			add(options, parts);
		}
		return QuestionKey.of(parts.toArray());
	}

	/** The text of an answer; a call of a tool is none that could be given again. */
	@Override
	public @Nullable Object memory(Object answer) {
		if (!(answer instanceof ChatResponse response) || response.hasToolCalls()) {
			return null;
		}
		String text = Answers.text(response);
		return text.isBlank() ? null : text;
	}

	@Override
	public String subject() {
		return "the chat model of chain '" + this.chain + "'";
	}

	private static void add(Message message, List<@Nullable Object> parts) {
		parts.add(message.getMessageType());
		parts.add(message.getText());
		if (message instanceof AssistantMessage said) {
			said.getToolCalls().forEach((call) -> parts.add(List.of(call.name(), call.arguments())));
		}
		if (message instanceof ToolResponseMessage results) {
			results.getResponses().forEach((result) -> parts.add(List.of(result.name(), result.responseData())));
		}
		if (message instanceof MediaContent content) {
			content.getMedia().forEach((media) -> add(media, parts));
		}
	}

	private static void add(Media media, List<@Nullable Object> parts) {
		parts.add(media.getMimeType());
		parts.add((media.getData() instanceof byte[] bytes) ? Base64.getEncoder().encodeToString(bytes)
				: media.getData());
	}

	/** What tools are told may decide on what they find, as for one tenant or another. */
	private static void add(ToolCallingChatOptions options, List<@Nullable Object> parts) {
		if (options.getToolCallbacks() != null) {
			options.getToolCallbacks().forEach((tool) -> parts.add(tool.getToolDefinition().name()));
		}
		if (options.getToolContext() != null && !options.getToolContext().isEmpty()) {
			parts.add(new TreeMap<>(options.getToolContext()));
		}
	}

	private static void add(ChatOptions options, List<@Nullable Object> parts) {
		parts.add(options.getTemperature());
		parts.add(options.getMaxTokens());
		parts.add(options.getTopP());
		parts.add(options.getTopK());
		parts.add(options.getStopSequences());
		parts.add(options.getFrequencyPenalty());
		parts.add(options.getPresencePenalty());
		if (options instanceof ToolCallingChatOptions tools) {
			add(tools, parts);
		}
		if (options instanceof StructuredOutputChatOptions structured) {
			parts.add(structured.getOutputSchema());
		}
	}

}
