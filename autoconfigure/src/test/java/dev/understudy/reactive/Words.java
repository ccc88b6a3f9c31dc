package dev.understudy.reactive;

/**
 * Reads text of which some must be more than blank.
 */
final class Words implements PieceReader<String> {

	@Override
	public boolean isContent(String piece) {
		return !piece.isBlank();
	}

	@Override
	public String text(String piece) {
		return piece;
	}

}
