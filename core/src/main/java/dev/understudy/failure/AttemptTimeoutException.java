package dev.understudy.failure;

import java.time.Duration;

/**
 * Says that a model did not answer within the time that an attempt has.
 */
public class AttemptTimeoutException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final String modelId;

	private final Duration timeout;

	public AttemptTimeoutException(String modelId, Duration timeout) {
		super("Model '%s' did not answer within %s".formatted(modelId, text(timeout)));
		this.modelId = modelId;
		this.timeout = timeout;
	}

	public String modelId() {
		return this.modelId;
	}

	public Duration timeout() {
		return this.timeout;
	}

	private static String text(Duration timeout) {
		return (timeout.toMillisPart() == 0) ? timeout.toSeconds() + "s" : timeout.toMillis() + "ms";
	}

}
