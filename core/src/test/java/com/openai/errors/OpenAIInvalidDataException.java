package com.openai.errors;

public class OpenAIInvalidDataException extends RuntimeException {

	public OpenAIInvalidDataException(String message) {
		super(message);
	}

	public OpenAIInvalidDataException(String message, Throwable cause) {
		super(message, cause);
	}

}
