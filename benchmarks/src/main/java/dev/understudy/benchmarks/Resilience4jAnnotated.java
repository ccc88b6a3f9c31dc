package dev.understudy.benchmarks;

import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.circuitbreaker.annotation.CircuitBreaker;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Primary;
import org.springframework.stereotype.Component;

/**
 * resilience4j's annotations on Spring Boot: one bean a model, its method guarded by a
 * circuit breaker with resilience4j's defaults, whose fallback method calls the next
 * bean. Where failing models are to be tried each time, breakers count but do not open
 * ({@code METRICS_ONLY}).
 */
final class Resilience4jAnnotated {

	private static final String[] NO_PROPERTIES = {};

	private Resilience4jAnnotated() {
	}

	static Stage of(Scene scene) {
		return of(scene, scene.models());
	}

	static Stage of(Scene scene, Models models) {
		return open(scene, BootStage.start(models, NO_PROPERTIES, Gpt.class, Claude.class, Local.class));
	}

	static Stage open(Scene scene, ConfigurableApplicationContext context) {
		CircuitBreakerRegistry breakers = context.getBean(CircuitBreakerRegistry.class);
		if (scene.circuitsStayClosed()) {
			breakers.circuitBreaker(Models.GPT).transitionToMetricsOnlyState();
			breakers.circuitBreaker(Models.CLAUDE).transitionToMetricsOnlyState();
			breakers.circuitBreaker(Models.LOCAL).transitionToMetricsOnlyState();
		}
		if (scene == Scene.LEAD_OUT) {
			breakers.circuitBreaker(Models.GPT).transitionToForcedOpenState();
		}
		return BootStage.of(context);
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
		@CircuitBreaker(name = Models.GPT, fallbackMethod = "next")
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
		@CircuitBreaker(name = Models.CLAUDE, fallbackMethod = "next")
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
		@CircuitBreaker(name = Models.LOCAL, fallbackMethod = "sorry")
		public String answer(String question) {
			return this.models.answer(Models.LOCAL, question);
		}

		String sorry(String question, Throwable failure) {
			return Models.SORRY;
		}

	}

}
