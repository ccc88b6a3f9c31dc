package dev.understudy.test.springai;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

import dev.understudy.test.MarkedAnswerAssert;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.model.ChatResponse;

/**
 * Assertions about an answer of Spring AI that a chain has given.
 */
public final class ChatResponseAssert extends MarkedAnswerAssert<ChatResponseAssert, ChatResponse> {

	ChatResponseAssert(@Nullable ChatResponse actual) {
		super(actual, ChatResponseAssert.class);
	}

	@Override
	protected Map<String, Object> marks() {
		Map<String, Object> marks = new LinkedHashMap<>();
		this.actual.getMetadata().entrySet().forEach((entry) -> marks.put(entry.getKey(), entry.getValue()));
		return marks;
	}

	@Override
	protected String text() {
		return this.actual.getResults()
			.stream()
			.map((generation) -> generation.getOutput().getText())
			.filter(Objects::nonNull)
			.collect(Collectors.joining());
	}

}
