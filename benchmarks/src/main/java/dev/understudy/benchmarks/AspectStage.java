package dev.understudy.benchmarks;

import org.aspectj.lang.ProceedingJoinPoint;
import org.aspectj.lang.annotation.Around;
import org.aspectj.lang.annotation.Aspect;

/**
 * An aspect as one writes it at home: go on, and when that fails ask the second model. It
 * knows neither retry nor circuit.
 */
final class AspectStage {

	private static final String[] NO_PROPERTIES = {};

	private AspectStage() {
	}

	static Stage of(Scene scene) {
		return BootStage
			.of(BootStage.start(scene.models(), NO_PROPERTIES, FallbackAspect.class, AdvisedAssistant.class));
	}

	@Aspect
	static class FallbackAspect {

		private final Models models;

		FallbackAspect(Models models) {
			this.models = models;
		}

		@Around("execution(String dev.understudy.benchmarks.AspectStage.AdvisedAssistant.answer(String)) && args(question)")
		Object fallBack(ProceedingJoinPoint call, String question) throws Throwable {
			try {
				return call.proceed();
			}
			catch (ModelDownException ex) {
				return this.models.answer(Models.CLAUDE, question);
			}
		}

	}

	static class AdvisedAssistant extends PlainAssistant {

		AdvisedAssistant(Models models) {
			super(models);
		}

		@Override
		public String answer(String question) {
			return super.answer(question);
		}

	}

}
