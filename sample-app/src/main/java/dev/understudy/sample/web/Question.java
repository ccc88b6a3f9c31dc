package dev.understudy.sample.web;

import org.jspecify.annotations.Nullable;

/**
 * What a user wants to know.
 *
 * @param text the question
 */
public record Question(String text) {

	private static final int LONGEST = 10_000;

	private static final int LONGEST_NAME = 100;

	public Question {
		if (text == null || text.isBlank() || text.length() > LONGEST) {
			throw new InvalidRequestException("The text must have 1 to " + LONGEST + " characters");
		}
	}

	/**
	 * A name that may be used as a key.
	 * @param what what is named
	 * @param name the name
	 * @return the same name
	 */
	public static String name(String what, @Nullable String name) {
		if (name == null || name.isBlank() || name.length() > LONGEST_NAME) {
			throw new InvalidRequestException("The " + what + " must have 1 to " + LONGEST_NAME + " characters");
		}
		return name;
	}

}
