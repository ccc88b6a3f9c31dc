package dev.understudy.sample.simulator;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import dev.understudy.sample.simulator.dialect.Asked;
import dev.understudy.sample.simulator.dialect.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class PhrasebookTests {

	private static final String FORMAT = "\nYour response should be in JSON format.\nJSON Schema: ```" + """
			{"type": "object", "properties": {"topic": {"type": "string", "enum": ["RETURNS", "DELIVERY", "OTHER"]},
			"urgency": {"type": "string", "enum": ["HIGH", "NORMAL"]}, "count": {"type": "integer"},
			"words": {"type": "array", "items": {"type": "string"}}, "sure": {"type": "boolean"}}}```""";

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			Where is my parcel?         | Your parcel is on its way
			When do you OPEN?           | We are open from 9 to 18
			Can I return my shoes?      | You can return it within 30 days
			Tell me a story about cats  | Once upon a time
			Sort names in Java          | Here is a way to do it
			Hello                       | Hello, how can I help?
			What is the meaning of it?  | That is a good question
			""")
	void questionIsAnsweredAndQuoted(String question, String beginning) {
		assertThat(answer(question)).startsWith(beginning).endsWith("You asked gpt: \"" + question + "\"");
	}

	@Test
	void healthCheckGetsAShortAnswer() {
		assertThat(answer("Say OK")).isEqualTo("OK.");
	}

	@Test
	void longQuestionIsQuotedInPart() {
		assertThat(answer("🙂 \n\t x".repeat(5_000))).endsWith("…\"").hasSizeLessThan(800);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "{{{", "a\u0000b" })
	void oddQuestionsAreAnswered(String question) {
		assertThat(answer(question)).isNotBlank();
	}

	@Test
	void tokensJoinToTheText() {
		List<String> tokens = Phrasebook.answer("gpt", asked("Sort names"));
		assertThat(tokens).hasSizeGreaterThan(40).allSatisfy((token) -> assertThat(token).isNotEmpty());
		assertThat(String.join("", tokens)).contains("\nList<String> sorted = names.stream()\n    .filter");
	}

	@ParameterizedTest
	@CsvSource({ "Where is my parcel, DELIVERY, NORMAL", "I need it today! My parcel, DELIVERY, HIGH",
			"I send back my shoes, RETURNS, NORMAL", "What is the meaning of it, OTHER, NORMAL" })
	void answerFollowsASchema(String question, String topic, String urgency) {
		assertThat(answer(question + FORMAT))
			.startsWith("{\"topic\":\"" + topic + "\",\"urgency\":\"" + urgency + "\",\"count\":1,\"words\":[")
			.endsWith("\"sure\":true}");
	}

	private static String answer(String question) {
		return String.join("", Phrasebook.answer("gpt", asked(question)));
	}

	private static Asked asked(String question) {
		Map<String, ?> body = Json.object("messages", List.of(Json.object("role", "system", "content", "Be nice"),
				Json.object("role", "user", "content", List.of(Json.object("type", "text", "text", question)))));
		return new Asked(Json.read(Json.write(body).getBytes(StandardCharsets.UTF_8)).orElseThrow(), false, 0);
	}

}
