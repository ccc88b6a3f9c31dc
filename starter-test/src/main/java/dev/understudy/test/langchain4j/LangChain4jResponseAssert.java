package dev.understudy.test.langchain4j;

import java.util.Map;

import dev.langchain4j.model.chat.response.ChatResponse;
import dev.understudy.test.MarkedAnswerAssert;
import org.jspecify.annotations.Nullable;

/**
 * Assertions about an answer of LangChain4j that a chain has given.
 */
public final class LangChain4jResponseAssert extends MarkedAnswerAssert<LangChain4jResponseAssert, ChatResponse> {

	LangChain4jResponseAssert(@Nullable ChatResponse actual) {
		super(actual, LangChain4jResponseAssert.class);
	}

	@Override
	protected Map<String, Object> marks() {
		return this.actual.aiMessage().attributes();
	}

	@Override
	protected String text() {
		String text = this.actual.aiMessage().text();
		return (text != null) ? text : "";
	}

}
