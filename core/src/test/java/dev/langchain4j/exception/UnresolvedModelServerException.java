package dev.langchain4j.exception;

public class UnresolvedModelServerException extends RuntimeException {

	public UnresolvedModelServerException(Throwable cause) {
		super((cause != null) ? cause.getMessage() : null, cause);
	}

}
