package dev.langchain4j.exception;

public class TimeoutException extends RuntimeException {

	public TimeoutException(Throwable cause) {
		super((cause != null) ? cause.getMessage() : null, cause);
	}

}
