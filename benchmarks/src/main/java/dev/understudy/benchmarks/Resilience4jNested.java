package dev.understudy.benchmarks;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;

/**
 * resilience4j by code: a circuit breaker with its defaults around each model, and a
 * {@code try} around the breaker that goes on with the next one.
 */
final class Resilience4jNested implements Assistant {

	private final CircuitBreaker gpt;

	private final CircuitBreaker claude = CircuitBreaker.ofDefaults(Models.CLAUDE);

	private final CircuitBreaker local = CircuitBreaker.ofDefaults(Models.LOCAL);

	private final Models models;

	private Resilience4jNested(Models models, CircuitBreaker gpt) {
		this.models = models;
		this.gpt = gpt;
	}

	static Stage of(Scene scene) {
		CircuitBreaker gpt = CircuitBreaker.ofDefaults(Models.GPT);
		Resilience4jNested assistant = new Resilience4jNested(scene.models(), gpt);
		if (scene.circuitsStayClosed()) {
			gpt.transitionToMetricsOnlyState();
			assistant.claude.transitionToMetricsOnlyState();
			assistant.local.transitionToMetricsOnlyState();
		}
		if (scene == Scene.LEAD_OUT) {
			gpt.transitionToForcedOpenState();
		}
		return Stage.of(assistant, assistant.models);
	}

	@Override
	public String answer(String question) {
		try {
			return this.gpt.executeSupplier(() -> this.models.answer(Models.GPT, question));
		}
		catch (RuntimeException ex) {
			return second(question);
		}
	}

	private String second(String question) {
		try {
			return this.claude.executeSupplier(() -> this.models.answer(Models.CLAUDE, question));
		}
		catch (RuntimeException ex) {
			return third(question);
		}
	}

	private String third(String question) {
		try {
			return this.local.executeSupplier(() -> this.models.answer(Models.LOCAL, question));
		}
		catch (RuntimeException ex) {
			return Models.SORRY;
		}
	}

}
