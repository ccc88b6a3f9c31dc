package dev.understudy.benchmarks;

/**
 * An assistant that is ready to be called, and what is to be closed after it.
 *
 * @param assistant what is measured
 * @param models who answers it
 * @param closing what was opened for it
 */
record Stage(Assistant assistant, Models models, AutoCloseable closing) {

	static Stage of(Assistant assistant, Models models) {
		return new Stage(assistant, models, () -> {
		});
	}

	void close() throws Exception {
		this.closing.close();
	}

}
