package dev.langchain4j.exception;

public class AuthenticationException extends RuntimeException {

	public AuthenticationException(Throwable cause) {
		super((cause != null) ? cause.getMessage() : null, cause);
	}

}
