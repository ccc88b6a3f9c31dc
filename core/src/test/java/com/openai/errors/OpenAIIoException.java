package com.openai.errors;

public class OpenAIIoException extends RuntimeException {

	public OpenAIIoException(String message) {
		super(message);
	}

	public OpenAIIoException(String message, Throwable cause) {
		super(message, cause);
	}

}
