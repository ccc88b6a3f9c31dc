package com.azure.core.exception;

import java.util.Map;

/**
 * The shape of Azure core's exceptions for answers.
 */
public class HttpResponseException extends RuntimeException {

	private final HttpResponse response;

	private final Object value;

	public HttpResponseException(String message, HttpResponse response, Object value) {
		super(message);
		this.response = response;
		this.value = value;
	}

	public HttpResponse getResponse() {
		return this.response;
	}

	public Object getValue() {
		return this.value;
	}

	public record HttpHeaders(Map<String, String> map) {

		public String getValue(String name) {
			return this.map.get(name);
		}

	}

	public record ResponseError(String code) {

		public String getCode() {
			return this.code;
		}

	}

	/** Not public in the real library either, at least not its subclasses. */
	static class BufferedResponse extends HttpResponse {

		private final int status;

		private final Map<String, String> headers;

		BufferedResponse(int status, Map<String, String> headers) {
			this.status = status;
			this.headers = headers;
		}

		@Override
		public int getStatusCode() {
			return this.status;
		}

		@Override
		public HttpHeaders getHeaders() {
			return new HttpHeaders(this.headers);
		}

	}

	public abstract static class HttpResponse {

		public static HttpResponse of(int status, Map<String, String> headers) {
			return new BufferedResponse(status, headers);
		}

		public abstract int getStatusCode();

		public abstract HttpHeaders getHeaders();

	}

}
