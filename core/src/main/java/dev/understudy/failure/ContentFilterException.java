package dev.understudy.failure;

/**
 * Says that a model's provider held an answer back or cut it off because of its content.
 */
public class ContentFilterException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	public ContentFilterException(String message) {
		super(message);
	}

}
