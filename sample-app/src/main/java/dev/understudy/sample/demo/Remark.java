package dev.understudy.sample.demo;

import dev.understudy.sample.web.Question;

/**
 * What somebody says in a conversation.
 *
 * @param conversation the conversation
 * @param text what is said
 */
record Remark(String conversation, String text) {

	Remark {
		conversation = Question.name("conversation", conversation);
		text = new Question(text).text();
	}

}
