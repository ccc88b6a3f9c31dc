package dev.understudy.langchain4j;

import dev.understudy.Degradation;
import dev.understudy.Model;
import dev.understudy.Outcome;
import dev.understudy.reactive.StreamEditor;

/**
 * Marks the whole answer that ends a stream.
 *
 * @param marks what it is marked with
 */
record StreamMarks(Marks marks) implements StreamEditor<Piece> {

	/** A piece of the current model, which was called directly. */
	static Piece direct(Piece piece, Model model) {
		return (piece instanceof Piece.Whole last) ? new Piece.Whole(Marks.direct(last.response(), model)) : piece;
	}

	@Override
	public Piece marked(Piece piece, Model model, Outcome outcome, int attempts) {
		return (piece instanceof Piece.Whole last)
				? new Piece.Whole(this.marks.marked(last.response(), model, outcome, attempts)) : piece;
	}

	@Override
	public Piece degraded(Object answer, Degradation why) {
		return new Piece.Whole(this.marks.degraded(answer, why));
	}

}
