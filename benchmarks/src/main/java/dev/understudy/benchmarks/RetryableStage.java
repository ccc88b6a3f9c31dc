package dev.understudy.benchmarks;

import org.springframework.context.annotation.Configuration;
import org.springframework.resilience.annotation.EnableResilientMethods;
import org.springframework.resilience.annotation.Retryable;

/**
 * Spring Framework's own {@code @Retryable}: one more attempt, and only for a failure
 * that does not happen. It knows neither fallback nor circuit.
 */
final class RetryableStage {

	private static final String[] NO_PROPERTIES = {};

	private RetryableStage() {
	}

	static Stage healthy() {
		return BootStage
			.of(BootStage.start(Scene.HEALTHY.models(), NO_PROPERTIES, Resilient.class, RetryableAssistant.class));
	}

	@Configuration(proxyBeanMethods = false)
	@EnableResilientMethods(proxyTargetClass = true)
	static class Resilient {

	}

	static class RetryableAssistant extends PlainAssistant {

		RetryableAssistant(Models models) {
			super(models);
		}

		@Override
		@Retryable(includes = ModelBusyException.class, maxRetries = 1, delay = 500)
		public String answer(String question) {
			return super.answer(question);
		}

	}

}
