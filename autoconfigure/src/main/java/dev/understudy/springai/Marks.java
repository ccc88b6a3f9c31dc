package dev.understudy.springai;

import java.util.List;
import java.util.Map;

import dev.understudy.Degradation;
import dev.understudy.Model;
import dev.understudy.Outcome;
import dev.understudy.Routed;
import dev.understudy.reactive.StreamEditor;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.metadata.ChatResponseMetadata;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;

/**
 * Writes into a response's metadata what became of the call.
 *
 * @param chain the chain of the call
 */
record Marks(String chain) implements StreamEditor<ChatResponse> {

	/** A response of the current model, which was called directly. */
	static ChatResponse direct(ChatResponse response, Model model) {
		return signed(response, model).metadata(ChatMetadata.MODEL, model.id()).build();
	}

	/** What the call of a chain has come to. */
	ChatResponse of(Routed<Object> routed) {
		Degradation why = routed.degradation();
		Model model = routed.model();
		if (why != null || model == null || !(routed.value() instanceof ChatResponse response)) {
			return degraded(routed.value(), java.util.Objects.requireNonNull(why));
		}
		return marked(response, model, routed.outcome(), routed.attempts().size());
	}

	@Override
	public ChatResponse marked(ChatResponse piece, Model model, Outcome outcome, int attempts) {
		return signed(piece, model).metadata(ChatMetadata.MODEL, model.id())
			.metadata(ChatMetadata.CHAIN, this.chain)
			.metadata(ChatMetadata.OUTCOME, outcome.tag())
			.metadata(ChatMetadata.ATTEMPTS, attempts)
			.build();
	}

	@Override
	public ChatResponse degraded(Object answer, Degradation why) {
		Map<String, Object> marks = Map.of(ChatMetadata.OUTCOME, Outcome.DEGRADED.tag(), ChatMetadata.KIND,
				why.kind().tag());
		AssistantMessage message = AssistantMessage.builder().content(answer.toString()).properties(marks).build();
		ChatResponseMetadata metadata = ChatResponseMetadata.builder()
			.metadata(marks)
			.keyValue(ChatMetadata.CHAIN, this.chain)
			.keyValue(ChatMetadata.ATTEMPTS, why.attempts().size())
			.build();
		return new ChatResponse(List.of(new Generation(message)), metadata);
	}

	/**
	 * A message outlives its response, and the next turn of a tool loop asks for its
	 * author.
	 */
	private static ChatResponse.Builder signed(ChatResponse response, Model model) {
		response.getResults()
			.forEach((generation) -> generation.getOutput().getMetadata().put(ChatMetadata.MODEL, model.id()));
		return ChatResponse.builder().from(response);
	}

}
