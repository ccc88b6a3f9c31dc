package dev.understudy.reactive;

import dev.understudy.routing.Question;
import org.jspecify.annotations.Nullable;

/**
 * A question about nothing, which a text answers.
 */
public record Anything() implements Question {

	@Override
	public Class<?> answerType() {
		return String.class;
	}

	@Override
	public @Nullable String text() {
		return null;
	}

	@Override
	public @Nullable String key() {
		return null;
	}

}
