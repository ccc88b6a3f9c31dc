package dev.understudy.sample.simulator.http;

/**
 * What came is no request that can be understood.
 */
final class RefusedRequestException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final int status;

	RefusedRequestException(int status, String message) {
		super(message);
		this.status = status;
	}

	int status() {
		return this.status;
	}

}
