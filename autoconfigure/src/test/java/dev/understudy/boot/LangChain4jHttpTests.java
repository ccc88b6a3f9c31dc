package dev.understudy.boot;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import dev.langchain4j.agent.tool.P;
import dev.langchain4j.agent.tool.Tool;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.openai.OpenAiChatRequestParameters;
import dev.langchain4j.service.AiServices;
import dev.understudy.ChainExhaustedException;
import dev.understudy.ModelRegistry;
import dev.understudy.ModelRouter;
import dev.understudy.PartialAnswerException;
import dev.understudy.StandbyReason;
import dev.understudy.failure.ContentFilterException;
import dev.understudy.failure.FailureKind;
import dev.understudy.langchain4j.ChatAttributes;
import dev.understudy.wire.Answer;
import dev.understudy.wire.Fault;
import dev.understudy.wire.ProviderServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Chains over the real clients of two vendors, against HTTP.
 */
class LangChain4jHttpTests {

	/**
	 * A connection that breaks may take along all that the client had not read yet: then
	 * nothing has reached the caller, and the next model gives the whole answer.
	 */
	private static final Set<Fault> LOSING = Set.of(Fault.CUT, Fault.EARLY_END);

	private static final String STREAM = "understudy.defaults.stream.";

	private final ProviderServer openAi = new ProviderServer();

	private final ProviderServer ollama = new ProviderServer();

	private final ApplicationContextRunner runner = LangChain4jContexts.runner(this.openAi.url(), this.ollama.url());

	LangChain4jHttpTests() {
		this.openAi.answer(Answer.of("To be", ", or not", " to be", "."));
		this.ollama.answer(Answer.of("That is", " the", " question", "."));
	}

	@AfterEach
	void stop() {
		this.openAi.close();
		this.ollama.close();
	}

	@Test
	void secondVendorGetsItsOwnModelNameAndTheSameQuestion() {
		this.openAi.play(Fault.UNAVAILABLE);
		this.runner.run((context) -> {
			ChatResponse answer = context.getBean(ChatModel.class)
				.chat(ChatRequest.builder()
					.messages(SystemMessage.from("Be brief"), UserMessage.from("Say hello"))
					.modelName("nobody")
					.temperature(0.25)
					.toolSpecifications(ToolSpecification.builder().name("time").description("Tells it").build())
					.build());

			assertThat(answer.aiMessage().text()).isEqualTo("That is the question.");
			assertThat(answer.aiMessage().attributes())
				.containsAllEntriesOf(Map.of(ChatAttributes.MODEL, "local", ChatAttributes.CHAIN, "assistant",
						ChatAttributes.OUTCOME, "fell-back", ChatAttributes.ATTEMPTS, 2));
			assertThat(answer.modelName()).isEqualTo("llama3.2");
			assertThat(this.openAi.requests()).hasSize(1);
			assertThat(this.ollama.requests()).hasSize(1);
			JsonNode first = this.openAi.requests().get(0).body();
			assertThat(first.at("/model").asString()).isEqualTo("gpt-4.1");
			assertThat(first.at("/temperature").asDouble()).isEqualTo(0.25);
			JsonNode second = this.ollama.requests().get(0).body();
			assertThat(second.at("/model").asString()).isEqualTo("llama3.2");
			assertThat(second.at("/options/temperature").asDouble()).isEqualTo(0.25);
			assertThat(second.at("/messages/0/content").asString()).isEqualTo("Be brief");
			assertThat(second.at("/messages/1/content").asString()).isEqualTo("Say hello");
			assertThat(second.at("/tools/0/function/name").asString()).isEqualTo("time");
			ModelRegistry registry = context.getBean(ModelRegistry.class);
			assertThat(registry.status("gpt").standbys())
				.anySatisfy((standby) -> assertThat(standby.reason()).isEqualTo(StandbyReason.UNAVAILABLE));
			assertThat(registry.status("local").tokensUsed()).isEqualTo(18);
		});
	}

	@Test
	void parametersOfOneVendorStayWithIt() {
		this.openAi.play(Fault.UNAVAILABLE);
		this.runner.run((context) -> {
			context.getBean(ChatModel.class)
				.chat(ChatRequest.builder()
					.messages(UserMessage.from("Say hello"))
					.parameters(OpenAiChatRequestParameters.builder()
						.modelName("o4-mini")
						.seed(4711)
						.user("somebody")
						.temperature(0.5)
						.build())
					.build());

			JsonNode first = this.openAi.requests().get(0).body();
			assertThat(first.at("/model").asString()).isEqualTo("gpt-4.1");
			assertThat(first.at("/seed").asInt()).isEqualTo(4711);
			JsonNode second = this.ollama.requests().get(0).body();
			assertThat(second.at("/options/temperature").asDouble()).isEqualTo(0.5);
			assertThat(second.toString()).doesNotContain("4711", "somebody", "o4-mini");
		});
	}

	@Test
	void rateLimitIsWaitedForAndAskedAgain() {
		this.openAi.playNext(Fault.RATE_LIMIT);
		this.runner.withPropertyValues("understudy.health.rate-limited-for=200ms").run((context) -> {
			ChatResponse answer = context.getBean(ChatModel.class).chat(UserMessage.from("Say hello"));

			assertThat(answer.aiMessage().text()).isEqualTo("To be, or not to be.");
			assertThat(answer.aiMessage().attributes()).containsEntry(ChatAttributes.ATTEMPTS, 2)
				.containsEntry(ChatAttributes.OUTCOME, "answered");
			assertThat(this.openAi.requests()).hasSize(2);
		});
	}

	@Test
	void emptyAnswerFallsBack() {
		this.openAi.play(Fault.EMPTY_ANSWER);
		this.runner.run((context) -> assertThat(context.getBean(ChatModel.class).chat("Say hello"))
			.isEqualTo("That is the question."));
	}

	@Test
	void filteredAnswerIsTheCallers() {
		this.openAi.play(Fault.FILTERED);
		this.runner.run((context) -> {
			assertThatExceptionOfType(ContentFilterException.class)
				.isThrownBy(() -> context.getBean(ChatModel.class).chat("Say hello"));
			assertThat(stream(context.getBean(StreamingChatModel.class)).error())
				.isInstanceOfAny(ContentFilterException.class, PartialAnswerException.class);
			assertThat(this.ollama.requests()).isEmpty();
		});
	}

	@Test
	void streamIsOfOneModel() {
		this.openAi.play(Fault.UNAVAILABLE);
		this.runner.run((context) -> {
			Ears ears = stream(context.getBean(StreamingChatModel.class));

			assertThat(ears.response().aiMessage().text()).isEqualTo("That is the question.");
			assertThat(ears.parts).containsExactly("That is", " the", " question", ".");
			assertThat(ears.response().aiMessage().attributes())
				.containsAllEntriesOf(Map.of(ChatAttributes.MODEL, "local", ChatAttributes.CHAIN, "assistant",
						ChatAttributes.OUTCOME, "fell-back", ChatAttributes.ATTEMPTS, 2));
			assertThat(this.openAi.requests()).hasSize(1);
			assertThat(this.ollama.requests().get(0).model()).isEqualTo("llama3.2");
			assertThat(context.getBean(ModelRegistry.class).status("local").tokensUsed()).isEqualTo(18);
		});
	}

	@ParameterizedTest
	@EnumSource(names = { "CUT", "EARLY_END", "MALFORMED", "ERROR_HALFWAY" })
	void brokenStreamNeverCompletes(Fault fault) {
		this.openAi.play(fault);
		this.runner.run((context) -> {
			Ears ears = stream(context.getBean(StreamingChatModel.class));
			if (LOSING.contains(fault) && !ears.failed()) {
				assertThat(ears.text()).isEqualTo("That is the question.");
				return;
			}
			assertThat(ears.error()).isInstanceOfSatisfying(PartialAnswerException.class,
					(partial) -> assertThat(partial.text()).startsWith("To be"));
		});
	}

	@ParameterizedTest
	@EnumSource(names = { "CUT", "EARLY_END", "NO_SENTINEL" })
	void brokenStreamOfOllamaNeverCompletes(Fault fault) {
		this.ollama.play(fault);
		this.runner.withPropertyValues(STREAM + "idle-timeout=500ms").run((context) -> {
			Ears ears = stream(context.getBean("secondLangChain4jStreamingChatModel", StreamingChatModel.class));

			// A connection that breaks may take along what the client had not read yet.
			assertThat(ears.error())
				.isInstanceOf(ears.text().isEmpty() ? ChainExhaustedException.class : PartialAnswerException.class);
		});
	}

	@ParameterizedTest
	@EnumSource(names = { "CUT", "EARLY_END", "MALFORMED", "STALL" })
	void brokenStreamBecomesTheWholeAnswerOfTheNextModelWhereWholeAnswersAreAskedFor(Fault fault) throws Exception {
		this.openAi.play(fault);
		Ears ears = hasty("idle-timeout", "300ms", "2s", "8s");

		assertThat(ears.response().aiMessage().attributes()).containsEntry(ChatAttributes.MODEL, "local");
		assertThat(ears.text()).isEqualTo("That is the question.");
	}

	@Test
	void silentModelIsGivenUpBeforeItsFirstToken() throws Exception {
		this.openAi.play(Fault.NO_ANSWER);
		Ears ears = hasty("first-token-timeout", "800ms", "3s", "9s");

		assertThat(ears.response().aiMessage().attributes()).containsEntry(ChatAttributes.MODEL, "local");
		assertThat(ears.text()).isEqualTo("That is the question.");
	}

	/**
	 * Whole answers, with so little time for each model, and with more if it was too
	 * little for the one that answers: the machine may stand still for a moment.
	 */
	private Ears hasty(String timeout, String... lengths) throws Exception {
		Ears[] heard = new Ears[1];
		for (int i = 0; i < lengths.length && (i == 0 || heard[0].failed()); i++) {
			this.runner
				.withPropertyValues(STREAM + "commit=complete", STREAM + timeout + "=" + lengths[i],
						"understudy.defaults.retry.max-attempts=1")
				.run((context) -> {
					heard[0] = stream(context.getBean(StreamingChatModel.class));
					assertThat(heard[0].end()).isNotNull();
				});
		}
		return heard[0];
	}

	@Test
	void stalledStreamEndsWithATimeout() {
		this.openAi.play(Fault.STALL);
		this.runner.withPropertyValues(STREAM + "idle-timeout=300ms")
			.run((context) -> assertThat(stream(context.getBean(StreamingChatModel.class)).error())
				.isInstanceOfSatisfying(PartialAnswerException.class,
						(partial) -> assertThat(partial.failure().kind()).isEqualTo(FailureKind.TIMEOUT)));
	}

	@Test
	void cancelledStreamSaysNothingMore() throws Exception {
		CountDownLatch cancelled = new CountDownLatch(1);
		this.openAi.pace((piece, pieces) -> {
			if (piece == pieces / 2) {
				cancelled.await(30, TimeUnit.SECONDS);
			}
		});
		this.runner.run((context) -> {
			Ears ears = new Ears() {

				@Override
				public void onPartialResponse(PartialResponse part, PartialResponseContext stream) {
					super.onPartialResponse(part, stream);
					stream.streamingHandle().cancel();
					assertThat(stream.streamingHandle().isCancelled()).isTrue();
					cancelled.countDown();
				}

			};
			context.getBean(StreamingChatModel.class).chat("Say hello", ears);

			assertThat(cancelled.await(30, TimeUnit.SECONDS)).isTrue();
			assertThat(stream(context.getBean(StreamingChatModel.class)).response().aiMessage().text())
				.isEqualTo("To be, or not to be.");
			assertThat(ears.parts).hasSize(1);
			assertThat(ears.isOver()).isFalse();
			assertThat(this.ollama.requests()).isEmpty();
			assertThat(context.getBean(ModelRegistry.class).status("gpt").standbys()).isEmpty();
		});
	}

	@Test
	void rungOfTheChainIsAMarkedAnswer() {
		this.openAi.play(Fault.UNAVAILABLE);
		this.ollama.play(Fault.UNAVAILABLE);
		this.runner.withPropertyValues("understudy.chains.assistant.degrade[0].text=Try again later").run((context) -> {
			Ears ears = stream(context.getBean(StreamingChatModel.class));
			for (ChatResponse answer : List.of(ears.response(),
					context.getBean(ChatModel.class).chat(UserMessage.from("Hello")))) {
				assertThat(answer.aiMessage().text()).isEqualTo("Try again later");
				assertThat(answer.aiMessage().attributes()).containsEntry(ChatAttributes.OUTCOME, "degraded")
					.containsEntry(ChatAttributes.KIND, "unavailable")
					.doesNotContainKey(ChatAttributes.MODEL);
			}
			assertThat(ears.text()).isEqualTo("Try again later");
		});
	}

	@Test
	void lastGoodAnswerIsGivenAgain() {
		this.runner.withPropertyValues("understudy.chains.assistant.degrade[0].last-good=1h").run((context) -> {
			ChatModel model = context.getBean(ChatModel.class);
			model.chat("Say hello");
			this.openAi.play(Fault.UNAVAILABLE);
			this.ollama.play(Fault.UNAVAILABLE);

			assertThat(model.chat(UserMessage.from("Say hello")).aiMessage().attributes())
				.containsEntry(ChatAttributes.OUTCOME, "degraded");
			assertThat(stream(context.getBean(StreamingChatModel.class)).response().aiMessage().text())
				.isEqualTo("To be, or not to be.");
		});
	}

	@Test
	void routerCallsGoStraightToTheCurrentModel() {
		this.runner.run((context) -> {
			ChatModel model = context.getBean(ChatModel.class);
			ChatResponse answer = context.getBean(ModelRouter.class)
				.models("local")
				.call((local) -> model.chat(UserMessage.from("Say hello")));

			assertThat(answer.aiMessage().attributes()).containsEntry(ChatAttributes.MODEL, "local")
				.doesNotContainKey(ChatAttributes.CHAIN);
			assertThat(this.openAi.requests()).isEmpty();
			assertThat(context.getBean(ModelRegistry.class).status("local").tokensUsed()).isEqualTo(18);
		});
	}

	@Test
	void toolIsNotCalledAgainWhenItsModelFailsWithinTheLoop() {
		this.openAi
			.answer((request) -> Answer.of("").withToolCalls(new Answer.ToolCall("c1", "time", "{\"zone\":\"UTC\"}")));
		this.openAi.playNext(Fault.NONE, Fault.UNAVAILABLE);
		this.runner.run((context) -> {
			Clock clock = new Clock();
			Assistant assistant = AiServices.builder(Assistant.class)
				.chatModel(context.getBean(ChatModel.class))
				.tools(clock)
				.build();

			assertThat(assistant.ask("What time is it?")).isEqualTo("That is the question.");
			assertThat(clock.calls).hasValue(1);
			assertThat(this.openAi.requests()).hasSize(2);
			JsonNode second = this.ollama.requests().get(0).body();
			assertThat(second.at("/messages").toString()).contains("noon in UTC", "\"time\"");
		});
	}

	@Test
	void toolLoopStaysOnItsModel() {
		this.openAi.playNext(Fault.UNAVAILABLE);
		AtomicInteger turns = new AtomicInteger();
		this.ollama.answer((request) -> (turns.getAndIncrement() == 0)
				? Answer.of("").withToolCalls(new Answer.ToolCall("c1", "time", "{\"zone\":\"UTC\"}"))
				: Answer.of("Noon"));
		this.runner.run((context) -> {
			Clock clock = new Clock();
			clock.then = () -> context.getBean(ModelRegistry.class).enable("gpt");
			Assistant assistant = AiServices.builder(Assistant.class)
				.chatModel(context.getBean(ChatModel.class))
				.tools(clock)
				.build();

			assertThat(assistant.ask("What time is it?")).isEqualTo("Noon");
			assertThat(this.openAi.requests()).hasSize(1);
			assertThat(assistant.ask("And now?")).isEqualTo("To be, or not to be.");
		});
	}

	private static Ears stream(StreamingChatModel model) {
		Ears ears = new Ears();
		model.chat("Say hello", ears);
		return ears;
	}

	interface Assistant {

		String ask(String question);

	}

	static final class Clock {

		private final AtomicInteger calls = new AtomicInteger();

		private Runnable then = () -> {
		};

		@Tool("Tells the time")
		String time(@P("where") String zone) {
			this.calls.incrementAndGet();
			this.then.run();
			return "noon in " + zone;
		}

	}

}
