package dev.understudy.actuate;

import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;

/**
 * Something in a request cannot be understood. The message says what and how to mend it.
 */
final class BadFieldException extends InvalidEndpointRequestException {

	private static final long serialVersionUID = 1L;

	private static final int LONGEST = 60;

	private final String field;

	BadFieldException(String field, String message) {
		super(message, message);
		this.field = field;
	}

	/** For a value that is there, but wrong. */
	static BadFieldException of(String field, String value, String rule) {
		return new BadFieldException(shown(field), "'" + shown(field) + "' is '" + shown(value) + "', " + rule);
	}

	/** The field that is wrong. */
	String field() {
		return this.field;
	}

	/** What somebody sent may be of any length, what we say of it may not. */
	static String shown(String sent) {
		return (sent.length() > LONGEST) ? sent.substring(0, LONGEST) + "..." : sent;
	}

}
