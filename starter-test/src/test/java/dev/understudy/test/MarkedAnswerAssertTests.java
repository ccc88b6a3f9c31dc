package dev.understudy.test;

import java.util.List;
import java.util.Map;

import dev.langchain4j.data.message.AiMessage;
import dev.understudy.failure.FailureKind;
import dev.understudy.test.langchain4j.LangChain4jAssertions;
import org.junit.jupiter.api.Test;

import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;

import static dev.understudy.test.springai.SpringAiAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Answers of the client libraries, which tell in their metadata who gave them.
 */
class MarkedAnswerAssertTests {

	@Test
	void answerOfAnotherModelHolds() {
		ChatResponse response = response(Map.of("understudy.model", "claude", "understudy.chain", "assistant",
				"understudy.outcome", "fell-back", "understudy.attempts", 2));
		assertThat(response).fellBackTo("claude").isAnsweredBy("claude").hasAttempts(2).hasText("Hello");
		String story = """

				The answer tells:
				  model: claude
				  chain: assistant
				  outcome: fell-back
				  attempts: 2""";
		assertThatThrownBy(() -> assertThat(response).fellBackTo("gpt"))
			.hasMessage("Expected the call to fall back to 'gpt'." + story);
		assertThatThrownBy(() -> assertThat(response).isAnsweredByFirstChoice())
			.hasMessage("Expected the first choice to answer." + story);
		assertThatThrownBy(() -> assertThat(response).isAnsweredBy("gpt"))
			.hasMessage("Expected 'gpt' to answer." + story);
		assertThatThrownBy(() -> assertThat(response).isDegraded()).hasMessage("Expected a degraded answer." + story);
		assertThatThrownBy(() -> assertThat(response).hasAttempts(1)).hasMessage("Expected 1 attempts." + story);
		assertThatThrownBy(() -> assertThat(response).hasText("Bye"))
			.hasMessage("Expected the answer to be\n  \"Bye\"\nand it is\n  \"Hello\"" + story);
	}

	@Test
	void degradedAnswerHolds() {
		ChatResponse response = response(
				Map.of("understudy.outcome", "degraded", "understudy.kind", "rate-limit", "understudy.attempts", 1));
		assertThat(response).isDegraded().isDegradedBecauseOf(FailureKind.RATE_LIMIT);
		assertThatThrownBy(() -> assertThat(response).isDegradedBecauseOf(FailureKind.TIMEOUT)).hasMessage("""
				Expected an answer degraded because of TIMEOUT.
				The answer tells:
				  outcome: degraded
				  attempts: 1
				  kind: rate-limit""");
	}

	@Test
	void answerOfNoChainTellsNothing() {
		assertThatThrownBy(() -> assertThat(response(Map.of())).isDegraded())
			.hasMessage("Expected a degraded answer.\nThe answer tells nothing: no chain gave it.");
		dev.langchain4j.model.chat.response.ChatResponse other = dev.langchain4j.model.chat.response.ChatResponse
			.builder()
			.aiMessage(AiMessage.from("Hello"))
			.build();
		LangChain4jAssertions.assertThat(other).hasText("Hello");
		assertThatThrownBy(() -> LangChain4jAssertions.assertThat(other).isAnsweredBy("gpt"))
			.hasMessage("Expected 'gpt' to answer.\nThe answer tells nothing: no chain gave it.");
	}

	private static ChatResponse response(Map<String, Object> marks) {
		ChatResponse.Builder response = ChatResponse.builder()
			.generations(List.of(new Generation(new AssistantMessage("Hello"))));
		marks.forEach(response::metadata);
		return response.build();
	}

}
