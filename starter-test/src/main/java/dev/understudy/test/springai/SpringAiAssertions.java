package dev.understudy.test.springai;

import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.model.ChatResponse;

/**
 * Where AssertJ's assertions about answers of Spring AI begin. Can be imported beside
 * AssertJ's own {@code assertThat}.
 */
public final class SpringAiAssertions {

	private SpringAiAssertions() {
	}

	/**
	 * Begins assertions about an answer.
	 * @param actual the answer
	 * @return the assertions
	 */
	public static ChatResponseAssert assertThat(@Nullable ChatResponse actual) {
		return new ChatResponseAssert(actual);
	}

}
