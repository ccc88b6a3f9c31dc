package dev.understudy.langchain4j;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.understudy.reactive.PieceReader;
import org.jspecify.annotations.Nullable;

/**
 * Reads the pieces of a streamed answer. Belongs to one attempt.
 */
final class ChatPieces implements PieceReader<Piece> {

	private boolean spoken;

	private @Nullable ChatResponse whole;

	@Override
	public PieceReader<Piece> begin() {
		return new ChatPieces();
	}

	@Override
	public boolean isContent(Piece piece) {
		if (piece instanceof Piece.Whole last) {
			this.whole = last.response();
			return Answers.hasContent(last.response());
		}
		return (piece instanceof Piece.Text text) ? !text.part().text().isBlank()
				: piece instanceof Piece.CallPart || piece instanceof Piece.Call;
	}

	/** The whole answer adds nothing to its parts. */
	@Override
	public String text(Piece piece) {
		if (piece instanceof Piece.Text text) {
			this.spoken = true;
			return text.part().text();
		}
		return (piece instanceof Piece.Whole last && !this.spoken) ? Answers.text(last.response()) : "";
	}

	@Override
	public Object whole(String text) {
		ChatResponse last = this.whole;
		return (last != null) ? last : ChatResponse.builder().aiMessage(AiMessage.from(text)).build();
	}

}
