package dev.understudy.benchmarks;

/**
 * What everybody would retry once. It never happens: what is measured is what being ready
 * for it costs.
 */
final class ModelBusyException extends RuntimeException {

	private static final long serialVersionUID = 1L;

}
