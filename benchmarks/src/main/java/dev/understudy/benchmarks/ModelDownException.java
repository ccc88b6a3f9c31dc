package dev.understudy.benchmarks;

/**
 * How a model fails: made once and without a stack trace, so that what is measured is not
 * the making of exceptions. Everybody falls back on it and nobody retries it.
 */
final class ModelDownException extends RuntimeException {

	static final ModelDownException INSTANCE = new ModelDownException();

	private static final long serialVersionUID = 1L;

	private ModelDownException() {
		super("The model is down", null, false, false);
	}

}
