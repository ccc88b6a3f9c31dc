package dev.langchain4j.exception;

public class InvalidRequestException extends RuntimeException {

	public InvalidRequestException(Throwable cause) {
		super((cause != null) ? cause.getMessage() : null, cause);
	}

}
