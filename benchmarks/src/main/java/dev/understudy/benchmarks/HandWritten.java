package dev.understudy.benchmarks;

/**
 * What one writes without a library: no proxy, no breaker, one model after the other.
 */
final class HandWritten implements Assistant {

	private final Models models;

	private HandWritten(Models models) {
		this.models = models;
	}

	static Stage of(Scene scene) {
		return of(scene.models());
	}

	static Stage of(Models models) {
		return Stage.of(new HandWritten(models), models);
	}

	@Override
	public String answer(String question) {
		try {
			return this.models.answer(Models.GPT, question);
		}
		catch (ModelDownException ex) {
			return second(question);
		}
	}

	private String second(String question) {
		try {
			return this.models.answer(Models.CLAUDE, question);
		}
		catch (ModelDownException ex) {
			return third(question);
		}
	}

	private String third(String question) {
		try {
			return this.models.answer(Models.LOCAL, question);
		}
		catch (ModelDownException ex) {
			return Models.SORRY;
		}
	}

}
