package org.springframework.web.reactive.function.client;

import java.util.List;
import java.util.Map;

/**
 * The shape of WebClient's exceptions for answers.
 */
public class WebClientResponseException extends RuntimeException {

	private final int status;

	private final String body;

	private final Map<String, List<String>> headers;

	public WebClientResponseException(int status, String body, Map<String, List<String>> headers) {
		super(status + " from POST http://localhost/v1/chat");
		this.status = status;
		this.body = body;
		this.headers = headers;
	}

	public int getRawStatusCode() {
		return this.status;
	}

	public String getResponseBodyAsString() {
		return this.body;
	}

	public Map<String, List<String>> getHeaders() {
		return this.headers;
	}

}
