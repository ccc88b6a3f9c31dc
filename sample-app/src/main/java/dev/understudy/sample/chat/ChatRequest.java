package dev.understudy.sample.chat;

import org.jspecify.annotations.Nullable;

/**
 * One message of a chat.
 *
 * @param chain the chain that is to answer
 * @param text the message
 * @param conversation what the message belongs to, {@code null} when it stands alone
 */
record ChatRequest(String chain, String text, @Nullable String conversation) {

	ChatRequest {
		if (chain == null) {
			throw new IllegalArgumentException("A chain must be named");
		}
		text = new Question(text).text();
	}

}
