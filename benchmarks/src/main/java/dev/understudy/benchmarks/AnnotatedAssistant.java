package dev.understudy.benchmarks;

import dev.understudy.CurrentModel;
import dev.understudy.DegradeTo;
import dev.understudy.ModelFallback;

/**
 * The beans whose calls we route.
 */
abstract class AnnotatedAssistant implements Assistant {

	final Models models;

	AnnotatedAssistant(Models models) {
		this.models = models;
	}

	/** Calls the first model, whoever it is told to call: it is called once. */
	static class First extends AnnotatedAssistant {

		First(Models models) {
			super(models);
		}

		@Override
		@ModelFallback("assistant")
		public String answer(String question) {
			return this.models.answer(Models.GPT, question);
		}

	}

	/** Calls the second model, whoever it is told to call: it is called once. */
	static class Second extends AnnotatedAssistant {

		Second(Models models) {
			super(models);
		}

		@Override
		@ModelFallback("assistant")
		public String answer(String question) {
			return this.models.answer(Models.CLAUDE, question);
		}

	}

	/** Calls the model that it is told to call. */
	static class Told extends AnnotatedAssistant {

		Told(Models models) {
			super(models);
		}

		@Override
		@ModelFallback("assistant")
		public String answer(String question) {
			return this.models.answer(CurrentModel.require().id(), question);
		}

	}

	/** As {@link Told}, with a text for the worst case. */
	static class DegradingToText extends AnnotatedAssistant {

		DegradingToText(Models models) {
			super(models);
		}

		@Override
		@ModelFallback("assistant")
		@DegradeTo(text = Models.SORRY)
		public String answer(String question) {
			return this.models.answer(CurrentModel.require().id(), question);
		}

	}

	/** As {@link Told}, with a method for the worst case. */
	static class DegradingToMethod extends AnnotatedAssistant {

		DegradingToMethod(Models models) {
			super(models);
		}

		@Override
		@ModelFallback("assistant")
		@DegradeTo("sorry")
		public String answer(String question) {
			return this.models.answer(CurrentModel.require().id(), question);
		}

		String sorry(String question) {
			return Models.SORRY;
		}

	}

}
