package dev.understudy.springai;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

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
			return degraded(routed.value(), Objects.requireNonNull(why));
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
		return ChatResponse.builder()
			.from(response)
			.generations(response.getResults().stream().map((generation) -> signed(generation, model)).toList());
	}

	private static Generation signed(Generation generation, Model model) {
		AssistantMessage message = generation.getOutput();
		if (message.getClass() != AssistantMessage.class) {
			// What a vendor has added to its message must not be lost.
			message.getMetadata().put(ChatMetadata.MODEL, model.id());
			return generation;
		}
		Map<String, Object> properties = new HashMap<>(message.getMetadata());
		properties.put(ChatMetadata.MODEL, model.id());
		AssistantMessage signed = AssistantMessage.builder()
			.content(message.getText())
			.properties(properties)
			.toolCalls(message.getToolCalls())
			.media(message.getMedia())
			.build();
		return new Generation(signed, generation.getMetadata());
	}

}
