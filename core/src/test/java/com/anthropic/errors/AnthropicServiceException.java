package com.anthropic.errors;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The shape of anthropic-java's exceptions for answers: the body is written into the
 * message, and its {@code toString} is not JSON.
 */
public class AnthropicServiceException extends RuntimeException {

	private final int status;

	private final String type;

	private final String body;

	private final Map<String, List<String>> headers;

	public AnthropicServiceException(int status, String type, String message, Map<String, List<String>> headers) {
		super("%d: {\"type\":\"error\",\"error\":{\"type\":\"%s\",\"message\":\"%s\"}}".formatted(status, type,
				message));
		this.status = status;
		this.type = type;
		this.body = "{type=error, error={type=%s, message=%s}}".formatted(type, message);
		this.headers = headers;
	}

	public int statusCode() {
		return this.status;
	}

	public Optional<ErrorType> errorType() {
		return Optional.ofNullable(this.type).map(ErrorType::new);
	}

	public Object body() {
		return new Object() {
			@Override
			public String toString() {
				return AnthropicServiceException.this.body;
			}
		};
	}

	public Headers headers() {
		return new Headers(this.headers);
	}

	public record ErrorType(String value) {

		@Override
		public String toString() {
			return this.value;
		}

	}

	public record Headers(Map<String, List<String>> map) {

		public List<String> values(String name) {
			return this.map.getOrDefault(name, List.of());
		}

	}

}
