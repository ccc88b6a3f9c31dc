package dev.understudy.reactive;

import org.jspecify.annotations.Nullable;

/**
 * Reads the elements of an application's own streams.
 */
enum PlainPieces implements PieceReader<Object> {

	READER;

	@Override
	public boolean isContent(Object piece) {
		return !(piece instanceof CharSequence text) || !text.toString().isBlank();
	}

	@Override
	public String text(Object piece) {
		return (piece instanceof CharSequence text) ? text.toString() : "";
	}

	@Override
	public @Nullable Object whole(String text) {
		return text.isEmpty() ? null : text;
	}

	@Override
	public boolean demandsContent() {
		return false;
	}

}
