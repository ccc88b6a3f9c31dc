package com.anthropic.errors;

public class AnthropicIoException extends RuntimeException {

	public AnthropicIoException(String message) {
		super(message);
	}

	public AnthropicIoException(String message, Throwable cause) {
		super(message, cause);
	}

}
