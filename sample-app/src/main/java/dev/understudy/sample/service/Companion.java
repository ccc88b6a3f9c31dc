package dev.understudy.sample.service;

import dev.understudy.ModelFallback;
import dev.understudy.Routed;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.stereotype.Service;

import static java.util.Objects.requireNonNull;

/**
 * Talks to many people, and to each with one voice: a conversation stays on its model
 * while that can serve, and returns to it.
 */
@Service
public class Companion {

	private final ChatClient client;

	Companion(ChatClient.Builder clients) {
		this.client = clients.build();
	}

	/**
	 * Says the next thing.
	 * @param conversation which conversation it is
	 * @param text what was said last
	 * @return the answer, and who gave it
	 */
	@ModelFallback(value = "balanced", key = "#conversation")
	public Routed<String> reply(String conversation, String text) {
		return Routed.of(requireNonNull(this.client.prompt().user(text).call().content()));
	}

}
