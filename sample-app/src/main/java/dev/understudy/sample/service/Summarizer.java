package dev.understudy.sample.service;

import dev.understudy.DegradeTo;
import dev.understudy.ModelFallback;
import dev.understudy.Routed;
import reactor.core.publisher.Mono;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.stereotype.Service;

/**
 * Sums up texts without a thread that waits: the answer is a {@code Mono}, and a failed
 * one falls back like a thrown exception.
 */
@Service
public class Summarizer {

	private final ChatClient client;

	Summarizer(ChatClient.Builder clients) {
		this.client = clients.build();
	}

	/**
	 * Sums a text up.
	 * @param text the text
	 * @return the summary, and who wrote it
	 */
	@ModelFallback(value = "cheap", degrade = false)
	@DegradeTo("beginning")
	public Mono<Routed<String>> summarize(String text) {
		return this.client.prompt()
			.user("Sum this up: " + text)
			.stream()
			.content()
			.collectList()
			.map((words) -> Routed.of(String.join("", words)));
	}

	private Routed<String> beginning(String text) {
		return Routed.of(text.substring(0, Math.min(80, text.length())) + "…");
	}

}
