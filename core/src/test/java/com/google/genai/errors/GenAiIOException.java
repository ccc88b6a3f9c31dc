package com.google.genai.errors;

public class GenAiIOException extends RuntimeException {

	public GenAiIOException(String message) {
		super(message);
	}

	public GenAiIOException(String message, Throwable cause) {
		super(message, cause);
	}

}
