package dev.understudy.springai;

import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;

import dev.understudy.CurrentModel;
import dev.understudy.Model;
import dev.understudy.PartialAnswerException;
import dev.understudy.failure.ContentFilterException;
import dev.understudy.failure.FailureKind;
import dev.understudy.health.Ticker;
import dev.understudy.reactive.ReactiveCalls;
import dev.understudy.routing.CallSpec;
import dev.understudy.routing.ChainSettings;
import dev.understudy.routing.LastGoodAnswers;
import dev.understudy.routing.LastGoodRung;
import dev.understudy.routing.RetryPolicy;
import dev.understudy.routing.Rung;
import dev.understudy.routing.RungCondition;
import dev.understudy.routing.SeatSettings;
import dev.understudy.routing.TextConverter;
import dev.understudy.routing.TextRung;
import dev.understudy.routing.Understudy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.ToolResponseMessage;
import org.springframework.ai.chat.messages.UserMessage;
import org.springframework.ai.chat.metadata.ChatGenerationMetadata;
import org.springframework.ai.chat.metadata.ChatResponseMetadata;
import org.springframework.ai.chat.metadata.DefaultUsage;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;
import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.model.tool.StructuredOutputChatOptions;
import org.springframework.ai.model.tool.ToolCallingChatOptions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * A chain of two models, "gpt" and "claude", whose clients say what a test tells them to.
 */
class RoutingChatModelTests {

	private final Map<String, Client> clients = new HashMap<>(Map.of("gpt", new Client(), "claude", new Client()));

	private final List<Rung> rungs = new ArrayList<>();

	private Understudy understudy;

	@AfterEach
	void close() {
		if (this.understudy != null) {
			this.understudy.close();
		}
	}

	@Test
	void emptyAnswerIsNone() {
		client("gpt").says(" ");
		client("claude").says("Bonjour");
		assertThat(chain().call("Hello")).isEqualTo("Bonjour");
	}

	@Test
	void callOfToolIsAnAnswerWithoutText() {
		client("gpt").says(toolCall());
		assertThat(chain().call(new Prompt("Hello")).hasToolCalls()).isTrue();
	}

	@Test
	void filteredAnswerReachesTheCallerAndNobodyElseIsAsked() {
		client("gpt").says(finished("Well", "CONTENT_FILTER"));
		ChatModel chain = chain();
		assertThatThrownBy(() -> chain.call("Hello")).isInstanceOf(ContentFilterException.class);
		assertThat(client("claude").prompts).isEmpty();
		assertThat(this.understudy.registry().status("gpt").consecutiveFailures()).isZero();
	}

	@Test
	void refusalWithoutTextIsFiltered() {
		AssistantMessage refusal = AssistantMessage.builder()
			.content("")
			.properties(Map.of("refusal", "I cannot help with that"))
			.build();
		client("gpt").says(new ChatResponse(List.of(new Generation(refusal))));
		ChatModel chain = chain();
		assertThatThrownBy(() -> chain.call("Hello")).isInstanceOf(ContentFilterException.class);
	}

	@Test
	void mistakeOfTheCallerReachesTheCaller() {
		IllegalArgumentException mistake = new IllegalArgumentException("no");
		client("gpt").fails(mistake);
		ChatModel chain = chain();
		assertThatThrownBy(() -> chain.call("Hello")).isSameAs(mistake);
	}

	@Test
	void firstChoiceIsToldInTheMetadata() {
		client("gpt").says("Hello");
		ChatResponse response = chain().call(new Prompt("Hello"));
		assertThat(response.getMetadata().<String>get(ChatMetadata.OUTCOME)).isEqualTo("answered");
		assertThat(response.getMetadata().<Integer>get(ChatMetadata.ATTEMPTS)).isOne();
		assertThat(response.getMetadata().getUsage().getTotalTokens()).isEqualTo(5);
	}

	@Test
	void lastGoodAnswerComesBackAsText() {
		this.rungs.add(lastGood());
		client("gpt").says("Hello").down();
		client("claude").down();
		ChatModel chain = chain();
		chain.call("How are you?");
		ChatResponse again = chain.call(new Prompt("How are you?"));
		assertThat(again.getResult().getOutput().getText()).isEqualTo("Hello");
		assertThat(again.getMetadata().<String>get(ChatMetadata.OUTCOME)).isEqualTo("degraded");
		assertThatThrownBy(() -> chain.call("Who are you?")).isInstanceOf(RuntimeException.class);
	}

	@Test
	void otherTemperatureIsAnotherQuestion() {
		this.rungs.add(lastGood());
		client("gpt").says("Hello").down();
		client("claude").down();
		ChatModel chain = chain();
		chain.call(new Prompt("How are you?", ChatOptions.builder().temperature(0.1).build()));
		assertThatThrownBy(() -> chain.call(new Prompt("How are you?", ChatOptions.builder().temperature(0.9).build())))
			.isInstanceOf(RuntimeException.class);
	}

	@Test
	void otherToolContextIsAnotherQuestion() {
		this.rungs.add(lastGood());
		client("gpt").says("12 orders").down();
		client("claude").down();
		ChatModel chain = chain();
		assertThat(chain.call(ofTenant("acme")).getResult().getOutput().getText()).isEqualTo("12 orders");
		assertThat(chain.call(ofTenant("acme")).getResult().getOutput().getText()).isEqualTo("12 orders");
		assertThatThrownBy(() -> chain.call(ofTenant("globex"))).isInstanceOf(RuntimeException.class);
	}

	@Test
	void callOfToolIsNoLastGoodAnswer() {
		this.rungs.add(lastGood());
		client("gpt").says(toolCall()).down();
		client("claude").down();
		ChatModel chain = chain();
		chain.call(new Prompt("What time is it?"));
		assertThatThrownBy(() -> chain.call("What time is it?")).isInstanceOf(RuntimeException.class);
	}

	@Test
	void streamIsRememberedToo() {
		this.rungs.add(lastGood());
		client("gpt").says("Hel", "lo").down();
		client("claude").down();
		ChatModel chain = chain();
		assertThat(chain.stream("How are you?").collectList().block()).containsExactly("Hel", "lo");
		assertThat(chain.stream("How are you?").collectList().block()).containsExactly("Hello");
	}

	@Test
	void rungLooksAtTheLastMessageOfTheUser() {
		this.rungs.add(new TextRung("Hello yourself", new RungCondition(Set.of(), Pattern.compile("^hi$")),
				TextConverter.PLAIN));
		client("gpt").down();
		client("claude").down();
		ChatModel chain = chain();
		assertThat(chain.call(new UserMessage("anything"), new AssistantMessage("what?"), new UserMessage("hi")))
			.isEqualTo("Hello yourself");
		assertThatThrownBy(() -> chain.call(new UserMessage("hi"), new UserMessage("anything")))
			.isInstanceOf(RuntimeException.class);
	}

	@Test
	void emptyStreamFallsBack() {
		client("gpt").says("", " ");
		client("claude").says("Bon", "jour");
		assertThat(chain().stream("Hello").collectList().block()).containsExactly("Bon", "jour");
	}

	@Test
	void streamThatAFilterEndsIsAPartialAnswer() {
		client("gpt").says(finished("Hel", null), finished("", "content_filter"));
		StepVerifier.create(chain().stream("Hello"))
			.expectNext("Hel")
			.expectErrorSatisfies((error) -> assertThat(error).isInstanceOfSatisfying(PartialAnswerException.class,
					(partial) -> assertThat(partial.failure().kind()).isEqualTo(FailureKind.CONTENT_FILTER)))
			.verify(Duration.ofSeconds(10));
	}

	@Test
	void eachSubscriptionIsACallOfItsOwn() {
		client("gpt").says("one").says("two");
		Flux<String> stream = chain().stream("Hello");
		assertThat(stream.collectList().block()).containsExactly("one");
		assertThat(stream.collectList().block()).containsExactly("two");
	}

	@Test
	void tokensOfStreamAreCountedOnce() {
		client("gpt").says("Hel", "lo");
		chain().stream("Hello").blockLast();
		assertThat(this.understudy.registry().status("gpt").tokensUsed()).isEqualTo(5);
	}

	@Test
	void currentModelIsCalledDirectlyAndCountedOnce() {
		client("claude").says("Bonjour");
		ChatModel chain = chain();
		ChatResponse response = this.understudy.router()
			.models("claude")
			.call((model) -> chain.call(new Prompt("Hello")));
		assertThat(response.getMetadata().<String>get(ChatMetadata.MODEL)).isEqualTo("claude");
		assertThat(response.getMetadata().containsKey(ChatMetadata.CHAIN)).isFalse();
		assertThat(this.understudy.registry().status("claude").tokensUsed()).isEqualTo(5);
	}

	@Test
	void currentModelOfReactorContextIsCalledDirectly() {
		client("claude").says("Bon", "jour");
		ChatModel chain = chain();
		Flux<String> lazily = Flux.defer(() -> {
			assertThat(CurrentModel.find()).isEmpty();
			return chain.stream("Hello");
		}).subscribeOn(Schedulers.boundedElastic());
		List<String> words = new ReactiveCalls(this.understudy, this.understudy.context())
			.<String>flux(CallSpec.models(List.of("claude")), new PromptQuestion("talk", new Prompt("Hello"), null),
					(model) -> lazily)
			.collectList()
			.block();
		assertThat(words).containsExactly("Bon", "jour");
		assertThat(client("gpt").prompts).isEmpty();
	}

	@Test
	@Timeout(30)
	void clientThatBlocksWhoCancelsHoldsNoCallOfTheCurrentModel() {
		CountDownLatch release = new CountDownLatch(1);
		client("claude").hangs("Bon", release);
		ChatModel chain = chain();
		try {
			String word = this.understudy.router()
				.models("claude")
				.call((model) -> chain.stream("Hello").next().block());
			assertThat(word).isEqualTo("Bon");
		}
		finally {
			release.countDown();
		}
	}

	@Test
	void whatAnotherModelHasSaidIsReducedToWhatEverybodyUnderstands() {
		client("claude").says("It is noon");
		AssistantMessage said = AssistantMessage.builder()
			.content("Let me see")
			.properties(Map.of(ChatMetadata.MODEL, "gpt", "signature", "secret"))
			.toolCalls(List.of(new AssistantMessage.ToolCall("7", "function", "time", "{}")))
			.build();
		client("gpt").down();
		chain().call(new Prompt(List.of(new UserMessage("What time is it?"), said,
				ToolResponseMessage.builder()
					.responses(List.of(new ToolResponseMessage.ToolResponse("7", "time", "noon")))
					.build())));
		assertThat(client("gpt").prompts.get(0).getInstructions().get(1).getMetadata()).containsKey("signature");
		AssistantMessage heard = (AssistantMessage) client("claude").prompts.get(0).getInstructions().get(1);
		assertThat(heard.getMetadata()).doesNotContainKey("signature");
		assertThat(heard.getText()).isEqualTo("Let me see");
		assertThat(heard.getToolCalls()).isEqualTo(said.getToolCalls());
	}

	@Test
	void optionsAreThoseThatToolsAndSchemasNeed() {
		ChatOptions options = chain().getOptions();
		assertThat(options).isInstanceOf(ToolCallingChatOptions.class).isInstanceOf(StructuredOutputChatOptions.class);
		ToolCallingChatOptions.Builder<?> asked = (ToolCallingChatOptions.Builder<?>) options.mutate();
		ChatOptions built = ((StructuredOutputChatOptions) asked.toolContext("user", "ada").temperature(0.3).build())
			.mutate()
			.outputSchema("{}")
			.build();
		assertThat(((ToolCallingChatOptions) built).getToolContext()).containsEntry("user", "ada");
		assertThat(built.getTemperature()).isEqualTo(0.3);
	}

	private Client client(String id) {
		return this.clients.get(id);
	}

	private RoutingChatModel chain() {
		this.understudy = Understudy.builder()
			.models(Model.of("gpt", "openai", "gpt-4.1"), Model.of("claude", "anthropic", "claude-sonnet-4-5"))
			.chain(ChainSettings.of("talk",
					List.of(SeatSettings.of("gpt").withRetry(RetryPolicy.NONE),
							SeatSettings.of("claude").withRetry(RetryPolicy.NONE)))
				.withRungs(this.rungs))
			.usageExtractor(new ChatUsage())
			.build();
		return new RoutingChatModel("talk", this.understudy, (model) -> client(model.id()), () -> null);
	}

	private static Rung lastGood() {
		return new LastGoodRung(Duration.ofHours(1), RungCondition.USUAL, LastGoodAnswers.inMemory(8), Ticker.system());
	}

	private static Prompt ofTenant(String tenant) {
		return new Prompt("How many orders?",
				ToolCallingChatOptions.builder().toolContext(Map.of("tenant", tenant, "region", "eu")).build());
	}

	private static ChatResponse toolCall() {
		AssistantMessage message = AssistantMessage.builder()
			.toolCalls(List.of(new AssistantMessage.ToolCall("7", "function", "time", "{}")))
			.build();
		return new ChatResponse(List.of(new Generation(message)));
	}

	private static ChatResponse finished(String text, String reason) {
		return new ChatResponse(List.of(new Generation(new AssistantMessage(text),
				ChatGenerationMetadata.builder().finishReason(reason).build())));
	}

	/**
	 * Says one thing a call, in pieces when it is asked for a stream.
	 */
	private static final class Client implements ChatModel {

		private final List<Flux<ChatResponse>> next = new ArrayList<>();

		private final List<Prompt> prompts = new ArrayList<>();

		Client says(String... words) {
			return says(Arrays.stream(words).map(Client::piece).toArray(ChatResponse[]::new));
		}

		Client says(ChatResponse... pieces) {
			this.next.add(Flux.just(pieces));
			return this;
		}

		Client fails(RuntimeException failure) {
			this.next.add(Flux.error(failure));
			return this;
		}

		/** Says a word, and then blocks whoever cancels. */
		Client hangs(String word, CountDownLatch release) {
			this.next.add(Flux.concat(Flux.just(piece(word)), Flux.never()).doOnCancel(() -> {
				try {
					release.await();
				}
				catch (InterruptedException ex) {
					Thread.currentThread().interrupt();
				}
			}));
			return this;
		}

		/** Is down from now on. */
		Client down() {
			for (int i = 0; i < 3; i++) {
				fails(new UncheckedIOException(new ConnectException("down")));
			}
			return this;
		}

		@Override
		public ChatResponse call(Prompt prompt) {
			return stream(prompt).blockLast();
		}

		@Override
		public Flux<ChatResponse> stream(Prompt prompt) {
			return Flux.defer(() -> {
				this.prompts.add(prompt);
				return this.next.remove(0);
			});
		}

		private static ChatResponse piece(String text) {
			return new ChatResponse(List.of(new Generation(new AssistantMessage(text))),
					ChatResponseMetadata.builder().usage(new DefaultUsage(3, 2)).build());
		}

	}

}
