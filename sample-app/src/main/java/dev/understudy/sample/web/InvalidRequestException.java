package dev.understudy.sample.web;

/**
 * A caller has sent something that cannot be used. The message is told to the caller, so
 * it has nothing in it that came from elsewhere.
 */
public class InvalidRequestException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	/**
	 * Says what is wrong.
	 * @param message the rule that was broken
	 */
	public InvalidRequestException(String message) {
		super(message);
	}

}
