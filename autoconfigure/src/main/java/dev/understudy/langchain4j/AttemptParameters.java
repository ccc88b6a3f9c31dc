package dev.understudy.langchain4j;

import java.util.List;

import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.request.DefaultChatRequestParameters;
import dev.understudy.Model;

/**
 * Makes the request of one attempt: what is asked of every vendor, or of that client's
 * vendor, and the model's name last. The client itself adds its defaults below.
 */
final class AttemptParameters {

	private AttemptParameters() {
	}

	/**
	 * Makes the request of one attempt.
	 * @param request what the caller asks
	 * @param own the defaults of the model's client
	 * @param model the model
	 * @return a request that the client understands
	 */
	static ChatRequest of(ChatRequest request, ChatRequestParameters own, Model model) {
		ChatRequestParameters asked = request.parameters();
		ChatRequestParameters understood = isOfVendor(asked, own) ? asked : portable(asked);
		List<ChatMessage> messages = PortableMessages.of(request.messages(), model.id());
		return ChatRequest.builder().messages(messages).parameters(named(understood, model.name())).build();
	}

	/** What every vendor knows is in the fields of the common type alone. */
	private static boolean isOfVendor(ChatRequestParameters asked, ChatRequestParameters own) {
		return own != null && asked.getClass() == own.getClass();
	}

	private static ChatRequestParameters portable(ChatRequestParameters asked) {
		return ChatRequestParameters.builder()
			.temperature(asked.temperature())
			.topP(asked.topP())
			.topK(asked.topK())
			.frequencyPenalty(asked.frequencyPenalty())
			.presencePenalty(asked.presencePenalty())
			.maxOutputTokens(asked.maxOutputTokens())
			.stopSequences(asked.stopSequences())
			.toolSpecifications(asked.toolSpecifications())
			.toolChoice(asked.toolChoice())
			.responseFormat(asked.responseFormat())
			.build();
	}

	/** Parameters of a vendor stay of their class. */
	private static ChatRequestParameters named(ChatRequestParameters parameters, String modelName) {
		ChatRequestParameters name = ChatRequestParameters.builder().modelName(modelName).build();
		return (parameters.getClass() == DefaultChatRequestParameters.class)
				? DefaultChatRequestParameters.builder().overrideWith(parameters).modelName(modelName).build()
				: parameters.overrideWith(name);
	}

}
