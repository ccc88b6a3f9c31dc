package dev.langchain4j.exception;

public class RateLimitException extends RuntimeException {

	public RateLimitException(Throwable cause) {
		super((cause != null) ? cause.getMessage() : null, cause);
	}

}
