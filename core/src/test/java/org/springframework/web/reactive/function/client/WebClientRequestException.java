package org.springframework.web.reactive.function.client;

public class WebClientRequestException extends RuntimeException {

	public WebClientRequestException(String message) {
		super(message);
	}

	public WebClientRequestException(String message, Throwable cause) {
		super(message, cause);
	}

}
