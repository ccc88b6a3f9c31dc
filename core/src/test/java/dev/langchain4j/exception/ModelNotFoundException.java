package dev.langchain4j.exception;

public class ModelNotFoundException extends RuntimeException {

	public ModelNotFoundException(Throwable cause) {
		super((cause != null) ? cause.getMessage() : null, cause);
	}

}
