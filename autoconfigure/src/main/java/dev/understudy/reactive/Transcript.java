package dev.understudy.reactive;

import org.jspecify.annotations.Nullable;

/**
 * The text of an answer as far as it has come, up to a bound.
 */
final class Transcript {

	/** Characters that are kept; what follows them is lost. */
	static final int LONGEST = 1 << 20;

	private final StringBuilder text = new StringBuilder();

	private boolean cut;

	void add(String more) {
		int room = LONGEST - this.text.length();
		this.cut |= more.length() > room;
		this.text.append(more, 0, Math.min(room, more.length()));
	}

	String text() {
		return this.text.toString();
	}

	/** What a reader makes of the text, {@code null} when some of it was lost. */
	@Nullable Object readBy(PieceReader<?> reader) {
		return this.cut ? null : reader.whole(text());
	}

}
