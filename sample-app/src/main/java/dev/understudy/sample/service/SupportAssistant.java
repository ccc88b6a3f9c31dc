package dev.understudy.sample.service;

import java.time.Duration;

import dev.understudy.Degradation;
import dev.understudy.DegradeTo;
import dev.understudy.ModelFallback;
import dev.understudy.Routed;
import dev.understudy.failure.FailureKind;
import dev.understudy.sample.web.RetryAfter;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.stereotype.Service;

import static java.util.Objects.requireNonNull;

/**
 * Answers customers. When no model can, the ladder is: what it answered to the same
 * question before, then how long to wait, if that is known, then the text of the chain.
 */
@Service
public class SupportAssistant {

	private final ChatClient client;

	SupportAssistant(ChatClient.Builder clients) {
		this.client = clients.defaultSystem("You answer the customers of a web shop, in a few sentences.").build();
	}

	/**
	 * Answers a customer.
	 * @param question what the customer wants to know
	 * @return the answer, and who gave it
	 */
	@ModelFallback("support")
	@DegradeTo(lastGood = "10m")
	@DegradeTo(value = "whenToAskAgain", when = { FailureKind.RATE_LIMIT, FailureKind.QUOTA_EXHAUSTED })
	public Routed<String> answer(String question) {
		return Routed.of(requireNonNull(this.client.prompt().user(question).call().content()));
	}

	private Routed<String> whenToAskAgain(Degradation degradation) {
		Duration wait = degradation.retryAfter();
		String when = (wait != null) ? "in " + RetryAfter.seconds(wait) + " seconds" : "later";
		return Routed.of("We are very busy. Please ask again " + when + ".");
	}

}
