package dev.understudy.benchmarks;

import java.util.Set;

/**
 * Three models that answer or fail at once: what is measured is everything around them.
 */
class Models {

	static final String GPT = "gpt";

	static final String CLAUDE = "claude";

	static final String LOCAL = "local";

	/** What a user gets when no model answers. */
	static final String SORRY = "Sorry, I can't answer right now.";

	private final Set<String> down;

	/** Only ever read when one thread has called. */
	private int failures;

	Models(String... down) {
		this.down = Set.of(down);
	}

	/** Returns the id of the model that answers, so that one sees who did. */
	String answer(String id, String question) {
		if (this.down.contains(id)) {
			this.failures++;
			throw ModelDownException.INSTANCE;
		}
		return id;
	}

	int failures() {
		return this.failures;
	}

}
