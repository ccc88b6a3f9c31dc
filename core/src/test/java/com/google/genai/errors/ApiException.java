package com.google.genai.errors;

/**
 * The shape of Google GenAI's exceptions for answers.
 */
public class ApiException extends RuntimeException {

	private final int code;

	private final String status;

	public ApiException(int code, String status, String message) {
		super("%d %s. %s".formatted(code, status, message));
		this.code = code;
		this.status = status;
	}

	public int code() {
		return this.code;
	}

	public String status() {
		return this.status;
	}

}
