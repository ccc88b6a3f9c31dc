package dev.understudy.sample.simulator;

import java.util.HashMap;
import java.util.Map;

/**
 * A provider's refusal in the shape in which client libraries throw it: Understudy reads
 * status, code and headers without knowing this class.
 */
public class SimulatedHttpException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final int statusCode;

	private final String code;

	private final HashMap<String, String> headers;

	SimulatedHttpException(String model, int statusCode, String code, Map<String, String> headers) {
		super("Model '" + model + "' answered with status " + statusCode + " and code '" + code + "'");
		this.statusCode = statusCode;
		this.code = code;
		this.headers = new HashMap<>(headers);
	}

	public int statusCode() {
		return this.statusCode;
	}

	public String code() {
		return this.code;
	}

	public Map<String, String> headers() {
		return Map.copyOf(this.headers);
	}

}
