package dev.understudy.sample.page;

import java.util.List;

import org.junit.jupiter.api.Test;

import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.Message;
import org.springframework.ai.chat.messages.UserMessage;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Conversations}.
 */
class ConversationsTests {

	private final Conversations conversations = new Conversations();

	@Test
	void conversationGoesOn() {
		exchange("a", 1);
		assertThat(texts("a")).containsExactly("question 1", "answer 1", "now");
		assertThat(texts("b")).containsExactly("now");
	}

	@Test
	void whatStandsAloneIsNotRemembered() {
		exchange(null, 1);
		assertThat(texts(null)).containsExactly("now");
	}

	@Test
	void onlyTheLatestExchangesAreRemembered() {
		for (int i = 1; i <= 50; i++) {
			exchange("a", i);
		}
		assertThat(texts("a")).hasSize(13).startsWith("question 45").endsWith("answer 50", "now");
	}

	@Test
	void onlyTheLatestConversationsAreRemembered() {
		for (int i = 0; i < 1_000; i++) {
			exchange("c" + i, i);
		}
		assertThat(texts("c0")).containsExactly("now");
		assertThat(texts("c800")).hasSize(3);
	}

	private void exchange(String conversation, int number) {
		this.conversations.remember(conversation, new UserMessage("question " + number),
				new AssistantMessage("answer " + number));
	}

	private List<String> texts(String conversation) {
		return this.conversations.with(conversation, new UserMessage("now")).stream().map(Message::getText).toList();
	}

}
