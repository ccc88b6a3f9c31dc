package dev.understudy.routing;

import org.jspecify.annotations.Nullable;

/**
 * A question of a test.
 *
 * @param answerType what an answer is
 * @param text the question as text
 * @param key what makes two questions the same
 */
record Asked(Class<?> answerType, @Nullable String text, @Nullable String key) implements Question {

	static final Asked ANYTHING = new Asked(String.class, null, null);

	static Asked text(String text) {
		return new Asked(String.class, text, null);
	}

	static Asked key(String key) {
		return new Asked(String.class, null, key);
	}

}
