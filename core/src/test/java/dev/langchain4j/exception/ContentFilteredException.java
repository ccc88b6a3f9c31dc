package dev.langchain4j.exception;

public class ContentFilteredException extends RuntimeException {

	public ContentFilteredException(Throwable cause) {
		super((cause != null) ? cause.getMessage() : null, cause);
	}

}
