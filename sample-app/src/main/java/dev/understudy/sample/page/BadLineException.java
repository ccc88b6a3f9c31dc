package dev.understudy.sample.page;

/**
 * Somebody sent what cannot be said. The message names field and rule, never the value.
 */
class BadLineException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final String field;

	BadLineException(String field, String rule) {
		super("'" + field + "' " + rule);
		this.field = field;
	}

	String field() {
		return this.field;
	}

}
