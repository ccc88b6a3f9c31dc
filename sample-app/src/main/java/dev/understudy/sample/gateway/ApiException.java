package dev.understudy.sample.gateway;

/**
 * A request gets no answer but an error.
 */
final class ApiException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final transient ApiError error;

	ApiException(ApiError error) {
		super(error.message(), null, false, false);
		this.error = error;
	}

	ApiError error() {
		return this.error;
	}

}
