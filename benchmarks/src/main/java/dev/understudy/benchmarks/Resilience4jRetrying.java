package dev.understudy.benchmarks;

import io.github.resilience4j.circuitbreaker.annotation.CircuitBreaker;
import io.github.resilience4j.retry.annotation.Retry;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Primary;
import org.springframework.stereotype.Component;

/**
 * As {@link Resilience4jAnnotated}, with a retry around the breaker: one more attempt,
 * and only for a failure that does not happen. The fallback is the retry's, which is the
 * outer one.
 */
final class Resilience4jRetrying {

	private static final String[] PROPERTIES = { "resilience4j.retry.configs.default.max-attempts=2",
			"resilience4j.retry.configs.default.retry-exceptions=dev.understudy.benchmarks.ModelBusyException" };

	private Resilience4jRetrying() {
	}

	static Stage of(Scene scene) {
		return Resilience4jAnnotated.open(scene,
				BootStage.start(scene.models(), PROPERTIES, Gpt.class, Claude.class, Local.class));
	}

	/** With resilience4j's own meters of breakers and retries. */
	static Stage metered(Scene scene) {
		return Resilience4jAnnotated.open(scene,
				BootStage.start(scene.models(), PROPERTIES, Metered.class, Gpt.class, Claude.class, Local.class));
	}

	@Primary
	@Component
	static class Gpt implements Assistant {

		private final Models models;

		private final Assistant next;

		Gpt(Models models, @Qualifier(Models.CLAUDE) Assistant next) {
			this.models = models;
			this.next = next;
		}

		@Override
		@Retry(name = Models.GPT, fallbackMethod = "next")
		@CircuitBreaker(name = Models.GPT)
		public String answer(String question) {
			return this.models.answer(Models.GPT, question);
		}

		String next(String question, Throwable failure) {
			return this.next.answer(question);
		}

	}

	@Component(Models.CLAUDE)
	static class Claude implements Assistant {

		private final Models models;

		private final Assistant next;

		Claude(Models models, @Qualifier(Models.LOCAL) Assistant next) {
			this.models = models;
			this.next = next;
		}

		@Override
		@Retry(name = Models.CLAUDE, fallbackMethod = "next")
		@CircuitBreaker(name = Models.CLAUDE)
		public String answer(String question) {
			return this.models.answer(Models.CLAUDE, question);
		}

		String next(String question, Throwable failure) {
			return this.next.answer(question);
		}

	}

	@Component(Models.LOCAL)
	static class Local implements Assistant {

		private final Models models;

		Local(Models models) {
			this.models = models;
		}

		@Override
		@Retry(name = Models.LOCAL, fallbackMethod = "sorry")
		@CircuitBreaker(name = Models.LOCAL)
		public String answer(String question) {
			return this.models.answer(Models.LOCAL, question);
		}

		String sorry(String question, Throwable failure) {
			return Models.SORRY;
		}

	}

}
