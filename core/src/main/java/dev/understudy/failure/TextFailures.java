package dev.understudy.failure;

import org.jspecify.annotations.Nullable;

/**
 * Reads the message of a throwable that gives nothing else away.
 */
final class TextFailures {

	private TextFailures() {
	}

	static @Nullable Evidence read(Throwable thrown) {
		String text = PlainValue.message(thrown);
		FailureKind kind = Phrases.kind(text);
		return (kind != null) ? new Evidence(kind, Strength.HINT, 0, RetryAfter.in(text)) : null;
	}

}
