package dev.understudy.sample.support;

import java.time.Duration;

import dev.understudy.Degradation;
import dev.understudy.DegradeTo;
import dev.understudy.ModelFallback;
import dev.understudy.Routed;
import dev.understudy.failure.FailureKind;
import dev.understudy.sample.simulator.SimulatedModels;

import org.springframework.stereotype.Service;

/**
 * Answers customers. When no model can, the ladder is: what it answered to the same
 * question before, then how long to wait, if that is known, then the text of the chain.
 */
@Service
public class SupportAssistant {

	private final SimulatedModels models;

	SupportAssistant(SimulatedModels models) {
		this.models = models;
	}

	/**
	 * Answers a customer.
	 * @param question what the customer wants to know
	 * @return the answer, and who gave it
	 * @throws InterruptedException when nobody waits for the answer any more
	 */
	@ModelFallback("support")
	@DegradeTo(lastGood = "10m")
	@DegradeTo(value = "whenToAskAgain", when = { FailureKind.RATE_LIMIT, FailureKind.QUOTA_EXHAUSTED })
	public Routed<String> answer(String question) throws InterruptedException {
		return Routed.of(this.models.answer(question));
	}

	private Routed<String> whenToAskAgain(Degradation degradation) {
		Duration wait = degradation.retryAfter();
		String when = (wait != null) ? "in " + wait.plusMillis(999).toSeconds() + " seconds" : "later";
		return Routed.of("We are very busy. Please ask again " + when + ".");
	}

}
