package dev.understudy.benchmarks;

/**
 * An assistant that is ready to be called, and what is to be closed after it.
 *
 * @param assistant what is measured
 * @param closing what was opened for it
 */
record Stage(Assistant assistant, AutoCloseable closing) {

	static Stage of(Assistant assistant) {
		return new Stage(assistant, () -> {
		});
	}

	void close() throws Exception {
		this.closing.close();
	}

}
