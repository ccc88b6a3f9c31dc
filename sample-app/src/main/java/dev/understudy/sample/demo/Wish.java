package dev.understudy.sample.demo;

import dev.understudy.sample.web.Question;

/**
 * What a guest wants.
 *
 * @param name the guest
 * @param premium whether nothing but the best will do
 * @param text the wish
 */
record Wish(String name, boolean premium, String text) {

	Wish {
		name = Question.name("name", name);
		text = new Question(text).text();
	}

}
