package dev.understudy.sample.service;

import dev.understudy.DegradeTo;
import dev.understudy.ModelFallback;
import dev.understudy.Routed;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.stereotype.Service;

import static java.util.Objects.requireNonNull;

/**
 * Serves some guests better than others: the chain is chosen by the guest.
 */
@Service
public class Concierge {

	private final ChatClient client;

	Concierge(ChatClient.Builder clients) {
		this.client = clients.build();
	}

	/**
	 * Serves a guest.
	 * @param guest who asks
	 * @param wish what for
	 * @return the answer, and who gave it
	 */
	@ModelFallback("#{#guest.premium ? 'best' : 'cheap'}")
	@DegradeTo(text = "The concierge is out for a moment.")
	public Routed<String> serve(Guest guest, String wish) {
		return Routed.of(requireNonNull(this.client.prompt().user(wish).call().content()));
	}

	/**
	 * Somebody who is served.
	 *
	 * @param name the name
	 * @param premium whether the bill is paid by somebody who does not look at it
	 */
	public record Guest(String name, boolean premium) {

	}

}
