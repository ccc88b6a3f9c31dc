package org.springframework.web.client;

import java.util.List;
import java.util.Map;

/**
 * The shape of RestClient's exceptions for answers.
 */
public class RestClientResponseException extends RestClientException {

	private final int status;

	private final String body;

	private final Map<String, List<String>> headers;

	public RestClientResponseException(int status, String body, Map<String, List<String>> headers) {
		super(status + " Some Reason: \"" + body.replace("\n", "<EOL>") + "\"");
		this.status = status;
		this.body = body;
		this.headers = headers;
	}

	public Status getStatusCode() {
		return new DefaultStatus(this.status);
	}

	public String getResponseBodyAsString() {
		return this.body;
	}

	public Headers getResponseHeaders() {
		return new Headers(this.headers);
	}

	public interface Status {

		int value();

	}

	private record DefaultStatus(int value) implements Status {
	}

	public static final class Headers {

		private final Map<String, List<String>> map;

		Headers(Map<String, List<String>> map) {
			this.map = map;
		}

		public List<String> get(String name) {
			return this.map.get(name);
		}

		public String getFirst(String name) {
			return this.map.containsKey(name) ? this.map.get(name).get(0) : null;
		}

	}

}
