package dev.understudy.sample.chat;

/**
 * What a user wants to know.
 *
 * @param text the question
 */
record Question(String text) {

	private static final int LONGEST = 10_000;

	Question {
		if (text == null || text.isBlank() || text.length() > LONGEST) {
			throw new IllegalArgumentException("The text must have 1 to " + LONGEST + " characters");
		}
	}

}
