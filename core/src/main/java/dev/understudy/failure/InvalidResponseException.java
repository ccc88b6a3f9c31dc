package dev.understudy.failure;

/**
 * Says that a model gave an answer that is none: empty, cut off or not readable.
 */
public class InvalidResponseException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	public InvalidResponseException(String message) {
		super(message);
	}

	public InvalidResponseException(String message, Throwable cause) {
		super(message, cause);
	}

}
