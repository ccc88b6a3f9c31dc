package com.openai.errors;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The shape of openai-java's exceptions for answers.
 */
public abstract class OpenAIServiceException extends RuntimeException {

	private final int status;

	private final String code;

	private final Map<String, List<String>> headers;

	protected OpenAIServiceException(int status, String message, String code, Map<String, List<String>> headers) {
		super(status + ": " + message);
		this.status = status;
		this.code = code;
		this.headers = headers;
	}

	public int statusCode() {
		return this.status;
	}

	public Optional<String> code() {
		return Optional.ofNullable(this.code);
	}

	// the real one throws when the field is absent
	public Optional<String> type() {
		throw new IllegalStateException("`type` is not set");
	}

	public Headers headers() {
		return new Headers(this.headers);
	}

	public Object body() {
		return null;
	}

	public static final class Headers {

		private final Map<String, List<String>> map;

		Headers(Map<String, List<String>> map) {
			this.map = map;
		}

		public List<String> values(String name) {
			return this.map.getOrDefault(name, List.of());
		}

	}

}
