package dev.understudy.routing;

import java.util.Optional;

/**
 * Makes an answer of a text.
 */
@FunctionalInterface
public interface TextConverter {

	/** Knows the types that a text is itself. */
	TextConverter PLAIN = (text, type) -> type.isInstance(text) ? Optional.of(text) : Optional.empty();

	/**
	 * Converts a text.
	 * @param text the text
	 * @param type what the answer must be
	 * @return the answer, or empty for a type that a text does not convert to
	 */
	Optional<Object> convert(String text, Class<?> type);

}
