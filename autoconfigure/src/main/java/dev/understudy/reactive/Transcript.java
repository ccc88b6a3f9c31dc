package dev.understudy.reactive;

import dev.understudy.routing.StreamSettings;
import org.jspecify.annotations.Nullable;

/**
 * What one attempt has said so far, and what follows from it.
 *
 * @param <T> the pieces
 */
final class Transcript<T> {

	/** Characters of text that are kept; what follows them is lost. */
	static final int LONGEST = 1 << 20;

	private final PieceReader<? super T> reader;

	private final StreamSettings settings;

	private final StringBuilder text = new StringBuilder();

	private boolean cut;

	private boolean empty = true;

	private boolean content;

	Transcript(PieceReader<? super T> reader, StreamSettings settings) {
		this.reader = reader;
		this.settings = settings;
	}

	/** Takes a piece down; answers whether it is content. */
	boolean add(T piece) {
		this.empty = false;
		append(this.reader.text(piece));
		boolean more = this.reader.isContent(piece);
		this.content |= more;
		return more;
	}

	boolean hasContent() {
		return this.content;
	}

	/** Whether what was said may reach the caller, and nobody else may answer. */
	boolean commits() {
		return this.content && !isHeldToItsEnd();
	}

	boolean isHeldToItsEnd() {
		return this.settings.commit() == StreamSettings.Commit.COMPLETE;
	}

	/** Whether it is an answer, if nothing follows. */
	boolean isAnswer() {
		return this.reader.demandsContent() ? this.content : !this.empty;
	}

	/** How long the first content may take, in nanoseconds. */
	long firstToken() {
		return this.settings.firstToken().toNanos();
	}

	/** How long the next content may take, in nanoseconds. */
	long idle() {
		return this.settings.idle().toNanos();
	}

	String text() {
		return this.text.toString();
	}

	/** The whole answer, {@code null} when nobody knows it. */
	@Nullable Object whole() {
		return this.cut ? null : this.reader.whole(text());
	}

	private void append(String more) {
		int room = LONGEST - this.text.length();
		this.cut |= more.length() > room;
		this.text.append(more, 0, Math.min(room, more.length()));
	}

}
