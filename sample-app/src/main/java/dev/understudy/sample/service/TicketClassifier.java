package dev.understudy.sample.service;

import dev.understudy.DegradeTo;
import dev.understudy.ModelFallback;
import dev.understudy.Routed;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.stereotype.Service;

import static java.util.Objects.requireNonNull;

/**
 * Sorts what customers write. A record is an answer like any other, and one that cannot
 * be read is a failure like any other.
 */
@Service
public class TicketClassifier {

	private final ChatClient client;

	TicketClassifier(ChatClient.Builder clients) {
		this.client = clients.build();
	}

	/**
	 * Sorts a text.
	 * @param text what a customer wrote
	 * @return what it is about, and who says so
	 */
	@ModelFallback(value = "cheap", degrade = false)
	@DegradeTo("unsorted")
	public Routed<Ticket> classify(String text) {
		return Routed.of(requireNonNull(this.client.prompt().user(text).call().entity(Ticket.class)));
	}

	private Routed<Ticket> unsorted() {
		return Routed.of(new Ticket(Topic.OTHER, Urgency.NORMAL));
	}

	/**
	 * What a text is about.
	 *
	 * @param topic the topic
	 * @param urgency how urgent it is
	 */
	public record Ticket(Topic topic, Urgency urgency) {

	}

	/**
	 * Who is to look at it.
	 */
	public enum Topic {

		/** Where it is. */
		DELIVERY,

		/** What comes back. */
		RETURNS,

		/** Money. */
		PAYMENT,

		/** Anything else. */
		OTHER

	}

	/**
	 * When somebody is to look at it.
	 */
	public enum Urgency {

		/** Now. */
		HIGH,

		/** In its turn. */
		NORMAL

	}

}
