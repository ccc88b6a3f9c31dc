package dev.understudy.reactive;

import org.jspecify.annotations.Nullable;

/**
 * Reads the pieces that a streamed answer comes in. Called on the threads of the stream,
 * never twice for the same piece; one that throws fails the attempt.
 *
 * @param <T> the pieces
 */
public interface PieceReader<T> {

	/**
	 * The reader of one attempt's pieces, for readers that keep what they have read.
	 * Called when an attempt begins.
	 * @return this reader by default
	 */
	default PieceReader<T> begin() {
		return this;
	}

	/**
	 * Whether a piece is a part of the answer itself. From the first such piece on, the
	 * answer belongs to its model.
	 * @param piece the piece
	 * @return {@code false} for a role, a blank, or what else only comes with an answer
	 */
	boolean isContent(T piece);

	/**
	 * What a piece adds to the text of the answer.
	 * @param piece the piece
	 * @return the text, empty for none
	 */
	String text(T piece);

	/**
	 * What the pieces are together: counted for tokens, and remembered as a last good
	 * answer.
	 * @param text the text of all pieces
	 * @return the whole answer, by default {@code null} for unknown
	 */
	default @Nullable Object whole(String text) {
		return null;
	}

	/**
	 * Whether pieces without any content are no answer.
	 * @return {@code true} by default
	 */
	default boolean demandsContent() {
		return true;
	}

	/**
	 * The reader of an application's own streams. Every element is content, except blank
	 * text; the text of text is itself; elements without content are an answer, too.
	 * @return a reader for elements of any type
	 */
	static PieceReader<Object> plain() {
		return PlainPieces.READER;
	}

}
