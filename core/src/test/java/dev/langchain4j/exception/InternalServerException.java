package dev.langchain4j.exception;

public class InternalServerException extends RuntimeException {

	public InternalServerException(Throwable cause) {
		super((cause != null) ? cause.getMessage() : null, cause);
	}

}
