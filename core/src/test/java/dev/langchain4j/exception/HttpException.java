package dev.langchain4j.exception;

public class HttpException extends RuntimeException {

	private final int statusCode;

	public HttpException(int statusCode, String body) {
		super(body);
		this.statusCode = statusCode;
	}

	public int statusCode() {
		return this.statusCode;
	}

}
