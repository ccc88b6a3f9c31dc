package dev.understudy.springai;

import java.util.ArrayList;
import java.util.List;

import dev.understudy.Usage;
import dev.understudy.reactive.PieceReader;

import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.metadata.ChatResponseMetadata;
import org.springframework.ai.chat.metadata.DefaultUsage;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;

/**
 * Reads the pieces of a streamed answer, and keeps what only some of them tell. Belongs
 * to one attempt.
 */
final class ChatPieces implements PieceReader<ChatResponse> {

	private final List<AssistantMessage.ToolCall> toolCalls = new ArrayList<>();

	private long inputTokens;

	private long outputTokens;

	private boolean content;

	@Override
	public PieceReader<ChatResponse> begin() {
		return new ChatPieces();
	}

	@Override
	public boolean isContent(ChatResponse piece) {
		piece.getResults().forEach((generation) -> this.toolCalls.addAll(generation.getOutput().getToolCalls()));
		// Vendors tell the tokens so far, some of them more than once.
		ChatUsage.of(piece).ifPresent(this::told);
		boolean more = Answers.hasContent(piece);
		this.content |= more;
		return more;
	}

	@Override
	public String text(ChatResponse piece) {
		return Answers.text(piece);
	}

	@Override
	public ChatResponse whole(String text) {
		AssistantMessage message = AssistantMessage.builder().content(text).toolCalls(this.toolCalls).build();
		DefaultUsage usage = new DefaultUsage(Math.toIntExact(this.inputTokens), Math.toIntExact(this.outputTokens));
		return new ChatResponse(List.of(new Generation(message)), ChatResponseMetadata.builder().usage(usage).build());
	}

	boolean hasContent() {
		return this.content;
	}

	private void told(Usage usage) {
		this.inputTokens = Math.max(this.inputTokens, usage.inputTokens());
		this.outputTokens = Math.max(this.outputTokens, usage.outputTokens());
	}

}
