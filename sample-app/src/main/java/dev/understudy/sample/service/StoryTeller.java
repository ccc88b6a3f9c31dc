package dev.understudy.sample.service;

import dev.understudy.ModelFallback;
import reactor.core.publisher.Flux;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.stereotype.Service;

/**
 * Tells stories word by word. Until the first word another model may take over unseen;
 * after it, a stream that breaks ends with a {@code PartialAnswerException}.
 */
@Service
public class StoryTeller {

	private final ChatClient client;

	StoryTeller(ChatClient.Builder clients) {
		this.client = clients.build();
	}

	/**
	 * Tells a story.
	 * @param about what it is to be about
	 * @return its words
	 */
	@ModelFallback("stories")
	public Flux<String> tell(String about) {
		return this.client.prompt().user("Tell me a story about " + about).stream().content();
	}

}
