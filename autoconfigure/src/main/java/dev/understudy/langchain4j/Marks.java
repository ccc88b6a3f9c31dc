package dev.understudy.langchain4j;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.understudy.Degradation;
import dev.understudy.Model;
import dev.understudy.Outcome;
import dev.understudy.Routed;

/**
 * Writes into the attributes of an answer's message what became of the call. The message
 * outlives its response, and the next turn of a tool loop asks for its author.
 *
 * @param chain the chain of the call
 */
record Marks(String chain) {

	/** A response of the current model, which was called directly. */
	static ChatResponse direct(ChatResponse response, Model model) {
		return with(response, Map.of(ChatAttributes.MODEL, model.id()));
	}

	/** What the call of a chain has come to. */
	ChatResponse of(Routed<Object> routed) {
		Degradation why = routed.degradation();
		Model model = routed.model();
		if (why != null || model == null || !(routed.value() instanceof ChatResponse response)) {
			return degraded(routed.value(), Objects.requireNonNull(why));
		}
		return marked(response, model, routed.outcome(), routed.attempts().size());
	}

	ChatResponse marked(ChatResponse response, Model model, Outcome outcome, int attempts) {
		return with(response, Map.of(ChatAttributes.MODEL, model.id(), ChatAttributes.CHAIN, this.chain,
				ChatAttributes.OUTCOME, outcome.tag(), ChatAttributes.ATTEMPTS, attempts));
	}

	ChatResponse degraded(Object answer, Degradation why) {
		AiMessage message = AiMessage.builder()
			.text(answer.toString())
			.attributes(Map.of(ChatAttributes.CHAIN, this.chain, ChatAttributes.OUTCOME, Outcome.DEGRADED.tag(),
					ChatAttributes.ATTEMPTS, why.attempts().size(), ChatAttributes.KIND, why.kind().tag()))
			.build();
		return ChatResponse.builder().aiMessage(message).build();
	}

	private static ChatResponse with(ChatResponse response, Map<String, Object> marks) {
		Map<String, Object> attributes = new HashMap<>(response.aiMessage().attributes());
		attributes.putAll(marks);
		AiMessage message = response.aiMessage().toBuilder().attributes(attributes).build();
		return response.toBuilder().aiMessage(message).build();
	}

}
