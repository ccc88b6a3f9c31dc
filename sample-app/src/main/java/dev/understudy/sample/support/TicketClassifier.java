package dev.understudy.sample.support;

import dev.understudy.DegradeTo;
import dev.understudy.ModelFallback;
import dev.understudy.sample.simulator.SimulatedModels;

import org.springframework.stereotype.Service;

/**
 * Sorts what customers write. A record is an answer like any other.
 */
@Service
public class TicketClassifier {

	private final SimulatedModels models;

	TicketClassifier(SimulatedModels models) {
		this.models = models;
	}

	/**
	 * Sorts a text.
	 * @param text what a customer wrote
	 * @return what it is about
	 * @throws InterruptedException when nobody waits for the answer any more
	 */
	@ModelFallback(value = "cheap", degrade = false)
	@DegradeTo("unsorted")
	public Ticket classify(String text) throws InterruptedException {
		String[] answer = this.models.answer("Name topic and urgency: " + text).split(", ", 2);
		return new Ticket(answer[0], answer[1], true);
	}

	private Ticket unsorted() {
		return new Ticket("other", "normal", false);
	}

	/**
	 * What a text is about.
	 *
	 * @param topic the topic
	 * @param urgency how urgent it is
	 * @param sorted whether a model has read it
	 */
	public record Ticket(String topic, String urgency, boolean sorted) {

	}

}
