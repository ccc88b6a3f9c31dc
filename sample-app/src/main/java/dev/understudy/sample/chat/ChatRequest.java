package dev.understudy.sample.chat;

import dev.understudy.sample.web.Question;
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
		chain = Question.name("chain", chain);
		text = new Question(text).text();
		conversation = (conversation != null) ? Question.name("conversation", conversation) : null;
	}

}
