package com.example;

import dev.understudy.ModelFallback;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.stereotype.Service;

/**
 * Asks over Spring AI: as it is, and inside an annotated method.
 */
@Service
public class ChatDesk {

	private final ChatClient client;

	public ChatDesk(ChatClient client) {
		this.client = client;
	}

	public ChatResponse ask(String question) {
		return this.client.prompt(question).call().chatResponse();
	}

	public reactor.core.publisher.Flux<String> stream(String question) {
		return this.client.prompt(question).stream().content();
	}

	@ModelFallback("assistant")
	public String summary(String text) {
		return "Summary: " + this.client.prompt("Sum up: " + text).call().content();
	}

}
