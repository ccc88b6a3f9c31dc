package dev.understudy.benchmarks;

/**
 * Calls the first model, and nothing else.
 */
class PlainAssistant implements Assistant {

	private final Models models;

	PlainAssistant(Models models) {
		this.models = models;
	}

	@Override
	public String answer(String question) {
		return this.models.answer(Models.GPT, question);
	}

}
