package dev.understudy.sample.gateway;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.understudy.springai.ChatMetadata;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.AssistantMessage.ToolCall;
import org.springframework.ai.chat.metadata.ChatGenerationMetadata;
import org.springframework.ai.chat.metadata.ChatResponseMetadata;
import org.springframework.ai.chat.metadata.DefaultUsage;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How pieces of a model become events, and whole answers one body.
 */
class ChunksTests {

	private final Json json = new Json();

	private final Envelope envelope = Envelope.next(this.json, Clock.systemUTC());

	private final List<Report> reports = new ArrayList<>();

	@Test
	void headersAreToldOnceBeforeTheFirstEvent() {
		events(false, piece("", ""), piece("Hel", ""), piece("lo", "stop"));
		assertThat(this.reports).containsExactly(new Report("support", "gpt", "answered", null, 1));
	}

	@Test
	void reasonForStoppingComesOnlyAtTheEnd() {
		List<JsonNode> events = events(false, piece("Hel", "STOP"), piece("lo", ""));
		assertThat(events).extracting((event) -> event.at("/choices/0/finish_reason").asString(""))
			.containsExactly("", "", "stop");
		assertThat(events).extracting((event) -> event.at("/choices/0/delta/content").asString(""))
			.containsExactly("Hel", "lo", "");
	}

	@Test
	void vendorsWordsForStoppingAreThoseOfOpenAi() {
		Map<String, String> words = Map.of("end_turn", "stop", "STOP", "stop", "max_tokens", "length", "LENGTH",
				"length", "stop_sequence", "stop", "tool_use", "tool_calls");
		words.forEach((theirs, ours) -> {
			List<JsonNode> events = events(false, piece("Hello", theirs));
			assertThat(events.get(1).at("/choices/0/finish_reason").asString()).isEqualTo(ours);
			assertThat(this.envelope.completion(piece("Hello", theirs)).at("/choices/0/finish_reason").asString())
				.isEqualTo(ours);
		});
	}

	@Test
	void callsOfToolsAreNumberedOverTheStream() {
		List<JsonNode> events = events(false, calls(new ToolCall("a", "function", "time", "{}")),
				calls(new ToolCall("", "function", "date", "{\"zone\":\"UTC\"}")));
		assertThat(events.get(0).at("/choices/0/delta/tool_calls/0/index").asInt()).isZero();
		assertThat(events.get(0).at("/choices/0/delta/tool_calls/0/id").asString()).isEqualTo("a");
		assertThat(events.get(1).at("/choices/0/delta/tool_calls/0/index").asInt()).isOne();
		assertThat(events.get(1).at("/choices/0/delta/tool_calls/0/id").asString()).startsWith("call_");
		assertThat(events.get(1).at("/choices/0/delta/tool_calls/0/function/arguments").asString())
			.isEqualTo("{\"zone\":\"UTC\"}");
		assertThat(events.get(2).at("/choices/0/finish_reason").asString()).isEqualTo("tool_calls");
	}

	@Test
	void wholeAnswerThatCallsToolsHasNoText() {
		JsonNode answer = this.envelope.completion(calls(new ToolCall("a", "function", "time", "{}")));
		assertThat(answer.at("/choices/0/message/content").isNull()).isTrue();
		assertThat(answer.at("/choices/0/message/tool_calls/0/function/name").asString()).isEqualTo("time");
		assertThat(answer.at("/choices/0/finish_reason").asString()).isEqualTo("tool_calls");
	}

	@Test
	void tokensAreTheMostThatWasTold() {
		List<JsonNode> events = events(true, piece("Hel", ""), used(7, 1), used(7, 3), used(0, 2));
		JsonNode usage = events.get(events.size() - 1).get("usage");
		assertThat(usage.get("prompt_tokens").asInt()).isEqualTo(7);
		assertThat(usage.get("completion_tokens").asInt()).isEqualTo(3);
		assertThat(usage.get("total_tokens").asInt()).isEqualTo(10);
	}

	@Test
	void tokensThatNobodyToldAreUnknown() {
		List<JsonNode> events = events(true, piece("Hello", "stop"));
		assertThat(events.get(events.size() - 1).get("usage").isNull()).isTrue();
		assertThat(this.envelope.completion(piece("Hello", "stop")).get("usage").isNull()).isTrue();
		assertThat(this.envelope.completion(used(7, 3)).at("/usage/total_tokens").asInt()).isEqualTo(10);
	}

	@Test
	void streamOfNothingThatCanBeToldIsAnAnswerToo() {
		List<JsonNode> events = events(true, piece("", ""), used(7, 3), piece("", "stop"));
		assertThat(this.reports).containsExactly(new Report("support", "gpt", "answered", null, 1));
		assertThat(events).hasSize(3);
		assertThat(events.get(0).at("/choices/0/delta/role").asString()).isEqualTo("assistant");
		assertThat(events.get(1).at("/choices/0/finish_reason").asString()).isEqualTo("stop");
		assertThat(events.get(2).at("/usage/total_tokens").asInt()).isEqualTo(10);
	}

	private List<JsonNode> events(boolean withUsage, ChatResponse... pieces) {
		Chunks chunks = new Chunks(this.envelope, withUsage, this.reports::add);
		List<String> events = new ArrayList<>(Flux.just(pieces).handle(chunks::read).collectList().block());
		events.addAll(chunks.end());
		assertThat(events.remove(events.size() - 1)).isEqualTo("[DONE]");
		return events.stream().map((event) -> (JsonNode) JsonMapper.shared().readTree(event)).toList();
	}

	private static ChatResponse piece(String text, String finish) {
		return response(new AssistantMessage(text), finish, new DefaultUsage(0, 0));
	}

	private static ChatResponse calls(ToolCall... calls) {
		return response(AssistantMessage.builder().toolCalls(List.of(calls)).build(), "stop", new DefaultUsage(0, 0));
	}

	private static ChatResponse used(int input, int output) {
		return response(new AssistantMessage(""), "", new DefaultUsage(input, output));
	}

	private static ChatResponse response(AssistantMessage message, String finish, DefaultUsage usage) {
		return new ChatResponse(
				List.of(new Generation(message, ChatGenerationMetadata.builder().finishReason(finish).build())),
				ChatResponseMetadata.builder()
					.usage(usage)
					.keyValue(ChatMetadata.CHAIN, "support")
					.keyValue(ChatMetadata.MODEL, "gpt")
					.keyValue(ChatMetadata.OUTCOME, "answered")
					.keyValue(ChatMetadata.ATTEMPTS, 1)
					.build());
	}

}
