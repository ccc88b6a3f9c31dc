package dev.understudy.test.langchain4j;

import dev.langchain4j.model.chat.response.ChatResponse;
import org.jspecify.annotations.Nullable;

/**
 * Where AssertJ's assertions about answers of LangChain4j begin. Can be imported beside
 * AssertJ's own {@code assertThat}.
 */
public final class LangChain4jAssertions {

	private LangChain4jAssertions() {
	}

	/**
	 * Begins assertions about an answer.
	 * @param actual the answer
	 * @return the assertions
	 */
	public static LangChain4jResponseAssert assertThat(@Nullable ChatResponse actual) {
		return new LangChain4jResponseAssert(actual);
	}

}
