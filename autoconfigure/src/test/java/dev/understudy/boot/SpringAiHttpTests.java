package dev.understudy.boot;

import java.time.Duration;
import java.util.List;

import dev.understudy.ModelFallback;
import dev.understudy.ModelRegistry;
import dev.understudy.ModelRouter;
import dev.understudy.ModelState;
import dev.understudy.PartialAnswerException;
import dev.understudy.StandbyReason;
import dev.understudy.failure.FailureKind;
import dev.understudy.springai.ChatMetadata;
import dev.understudy.springai.Vendors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;
import tools.jackson.databind.JsonNode;

import org.springframework.ai.anthropic.AnthropicChatOptions;
import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.messages.SystemMessage;
import org.springframework.ai.chat.messages.UserMessage;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.openai.OpenAiChatOptions;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Chains over the real clients of three vendors, against HTTP.
 */
class SpringAiHttpTests {

	private final Vendors vendors = new Vendors();

	private final ApplicationContextRunner runner = SpringAiContexts.runner(this.vendors.url());

	@AfterEach
	void stop() {
		this.vendors.close();
	}

	@Test
	void secondVendorGetsItsOwnModelNameAndTheSameQuestion() {
		this.vendors.says(Vendors.OPENAI, Vendors.fails(503));
		this.vendors.says(Vendors.ANTHROPIC, Vendors.anthropic("Bonjour"));
		this.runner.run((context) -> {
			ChatResponse answer = context.getBean(ChatClient.Builder.class)
				.build()
				.prompt()
				.system("Be brief")
				.user("Say hello")
				.options(ChatOptions.builder().temperature(0.25).maxTokens(77))
				.tools(new SpringAiToolsTests.Clock())
				.call()
				.chatResponse();

			assertThat(answer.getResult().getOutput().getText()).isEqualTo("Bonjour");
			assertThat(answer.getMetadata().<String>get(ChatMetadata.MODEL)).isEqualTo("claude");
			assertThat(answer.getMetadata().<String>get(ChatMetadata.CHAIN)).isEqualTo("assistant");
			assertThat(answer.getMetadata().<String>get(ChatMetadata.OUTCOME)).isEqualTo("fell-back");
			assertThat(answer.getMetadata().<Integer>get(ChatMetadata.ATTEMPTS)).isEqualTo(2);
			assertThat(this.vendors.asked(Vendors.OPENAI)).hasSize(1);
			assertThat(this.vendors.asked(Vendors.ANTHROPIC)).hasSize(1);
			JsonNode first = this.vendors.asked(Vendors.OPENAI).get(0);
			assertThat(first.at("/model").asString()).isEqualTo("gpt-4.1");
			assertThat(first.at("/temperature").asDouble()).isEqualTo(0.25);
			assertThat(first.at("/tools/0/function/name").asString()).isEqualTo("time");
			JsonNode second = this.vendors.asked(Vendors.ANTHROPIC).get(0);
			assertThat(second.at("/model").asString()).isEqualTo("claude-sonnet-4-5");
			assertThat(second.at("/temperature").asDouble()).isEqualTo(0.25);
			assertThat(second.at("/max_tokens").asInt()).isEqualTo(77);
			assertThat(second.at("/system").asString()).isEqualTo("Be brief");
			assertThat(second.at("/messages/0/content").asString()).isEqualTo("Say hello");
			assertThat(second.at("/tools/0/name").asString()).isEqualTo("time");
			assertThat(context.getBean(ModelRegistry.class).status("gpt").standbys())
				.anySatisfy((standby) -> assertThat(standby.reason()).isEqualTo(StandbyReason.UNAVAILABLE));
		});
	}

	@Test
	void thirdVendorAnswersWhenTwoAreDown() {
		this.vendors.says(Vendors.OPENAI, Vendors.fails(503));
		this.vendors.says(Vendors.ANTHROPIC, Vendors.fails(529));
		this.vendors.says(Vendors.OLLAMA, Vendors.ollama("Ciao"));
		this.runner.run((context) -> {
			ChatResponse answer = context.getBean(ChatModel.class).call(new Prompt("Say hello"));

			assertThat(answer.getResult().getOutput().getText()).isEqualTo("Ciao");
			assertThat(this.vendors.asked(Vendors.OLLAMA)).hasSize(1);
			assertThat(this.vendors.asked(Vendors.OLLAMA).get(0).at("/model").asString()).isEqualTo("llama3.2");
			assertThat(context.getBean(ModelRegistry.class).status("local").state()).isEqualTo(ModelState.ACTIVE);
		});
	}

	@Test
	void tokensAndCostAreCounted() {
		this.vendors.says(Vendors.OPENAI, Vendors.openAi("Hello"));
		this.runner.withPropertyValues("understudy.models.gpt.price.input=2", "understudy.models.gpt.price.output=8")
			.run((context) -> {
				context.getBean(ChatModel.class).call(new Prompt("Say hello"));

				assertThat(context.getBean(ModelRegistry.class).status("gpt").tokensUsed()).isEqualTo(18);
			});
	}

	@Test
	void streamIsOfOneModel() {
		this.vendors.says(Vendors.OPENAI, Vendors.fails(503));
		this.vendors.says(Vendors.ANTHROPIC, Vendors.anthropicStream("Bon", "jour"));
		this.runner.run((context) -> {
			List<ChatResponse> pieces = context.getBean(ChatModel.class)
				.stream(new Prompt("Say hello"))
				.collectList()
				.block(Duration.ofSeconds(20));

			assertThat(pieces).extracting((piece) -> piece.getResult().getOutput().getText())
				.containsSubsequence("Bon", "jour");
			assertThat(pieces)
				.allSatisfy(
						(piece) -> assertThat(piece.getMetadata().<String>get(ChatMetadata.MODEL)).isEqualTo("claude"))
				.allSatisfy((piece) -> assertThat(piece.getMetadata().<String>get(ChatMetadata.OUTCOME))
					.isEqualTo("fell-back"))
				.allSatisfy(
						(piece) -> assertThat(piece.getMetadata().<Integer>get(ChatMetadata.ATTEMPTS)).isEqualTo(2));
			assertThat(this.vendors.asked(Vendors.OPENAI)).hasSize(1);
			assertThat(context.getBean(ModelRegistry.class).status("claude").tokensUsed()).isEqualTo(8);
		});
	}

	@Test
	void streamsOfAllThreeVendorsComeToTheirEnd() {
		this.vendors.says(Vendors.OPENAI, Vendors.openAiStream("Hel", "lo"));
		this.vendors.says(Vendors.ANTHROPIC, Vendors.anthropicStream("Bon", "jour"));
		this.vendors.says(Vendors.OLLAMA, Vendors.ollamaStream("Ci", "ao"));
		this.runner.run((context) -> {
			assertThat(text(context.getBean("assistantChatModel", ChatModel.class))).isEqualTo("Hello");
			assertThat(text(context.getBean("secondChatModel", ChatModel.class))).isEqualTo("Bonjour");
			assertThat(text(context.getBean("thirdChatModel", ChatModel.class))).isEqualTo("Ciao");
		});
	}

	@Test
	void cutStreamNeverCompletes() {
		this.vendors.says(Vendors.OPENAI, Vendors.openAiCutStream("Hel"));
		this.runner.run((context) -> StepVerifier
			.create(context.getBean(ChatModel.class).stream(new Prompt("Say hello")).map(SpringAiHttpTests::text))
			.expectNext("Hel")
			.expectErrorSatisfies(
					(error) -> assertThat(error).isInstanceOfSatisfying(PartialAnswerException.class, (partial) -> {
						assertThat(partial.text()).isEqualTo("Hel");
						assertThat(partial.failure().kind()).isEqualTo(FailureKind.INVALID_RESPONSE);
					}))
			.verify(Duration.ofSeconds(20)));
	}

	@Test
	void optionsOfOneVendorStayWithIt() {
		this.vendors.says(Vendors.OPENAI, Vendors.fails(503));
		this.vendors.says(Vendors.ANTHROPIC, Vendors.anthropic("Bonjour"));
		this.runner.run((context) -> {
			OpenAiChatOptions options = OpenAiChatOptions.builder()
				.model("o4-mini")
				.seed(4711)
				.user("somebody")
				.temperature(0.5)
				.build();
			context.getBean(ChatModel.class)
				.call(new Prompt(List.of(new SystemMessage("Be brief"), new UserMessage("Say hello")), options));

			JsonNode first = this.vendors.asked(Vendors.OPENAI).get(0);
			assertThat(first.at("/model").asString()).isEqualTo("gpt-4.1");
			assertThat(first.at("/seed").asInt()).isEqualTo(4711);
			JsonNode second = this.vendors.asked(Vendors.ANTHROPIC).get(0);
			assertThat(second.at("/model").asString()).isEqualTo("claude-sonnet-4-5");
			assertThat(second.at("/temperature").asDouble()).isEqualTo(0.5);
			assertThat(second.toString()).doesNotContain("4711", "somebody", "o4-mini");
		});
	}

	@Test
	void chatClientHandsOptionsOfOneVendorToThatVendorAlone() {
		this.vendors.says(Vendors.OPENAI, Vendors.fails(503));
		this.vendors.says(Vendors.ANTHROPIC, Vendors.anthropic("Bonjour"));
		this.runner.run((context) -> {
			context.getBean(ChatClient.Builder.class)
				.build()
				.prompt("Say hello")
				.options(AnthropicChatOptions.builder().topK(3).inferenceGeo("eu"))
				.call()
				.content();

			assertThat(this.vendors.asked(Vendors.OPENAI).get(0).toString()).doesNotContain("inference_geo");
			assertThat(this.vendors.asked(Vendors.ANTHROPIC).get(0).at("/inference_geo").asString()).isEqualTo("eu");
			assertThat(this.vendors.asked(Vendors.ANTHROPIC).get(0).at("/top_k").asInt()).isEqualTo(3);
		});
	}

	@Test
	void schemaOfTheAnswerReachesTheVendorThatAnswers() {
		this.vendors.says(Vendors.OPENAI, Vendors.fails(503));
		this.vendors.says(Vendors.ANTHROPIC, Vendors.anthropic("{\\\"name\\\": \\\"Ada\\\"}"));
		this.runner.run((context) -> {
			Person person = context.getBean(ChatClient.Builder.class)
				.build()
				.prompt("Who was it?")
				.tools(new SpringAiToolsTests.Clock())
				.call()
				.entity(Person.class, (spec) -> spec.useProviderStructuredOutput());

			assertThat(person.name()).isEqualTo("Ada");
			assertThat(this.vendors.asked(Vendors.OPENAI).get(0).at("/response_format/type").asString())
				.isEqualTo("json_schema");
			JsonNode second = this.vendors.asked(Vendors.ANTHROPIC).get(0);
			assertThat(second.at("/output_config/format/schema/properties/name/type").asString()).isEqualTo("string");
			assertThat(second.at("/tools/0/name").asString()).isEqualTo("time");
		});
	}

	@Test
	void routerCallsGoStraightToTheCurrentModel() {
		this.vendors.says(Vendors.ANTHROPIC, Vendors.anthropic("Bonjour"));
		this.runner.run((context) -> {
			ChatModel model = context.getBean(ChatModel.class);
			ChatResponse answer = context.getBean(ModelRouter.class)
				.models("claude")
				.call((claude) -> model.call(new Prompt("Say hello")));

			assertThat(answer.getMetadata().<String>get(ChatMetadata.MODEL)).isEqualTo("claude");
			assertThat(this.vendors.asked(Vendors.OPENAI)).isEmpty();
			assertThat(context.getBean(ModelRegistry.class).status("claude").tokensUsed()).isEqualTo(8);
		});
	}

	@Test
	void annotatedMethodsFallBackAsAWhole() {
		this.vendors.says(Vendors.OPENAI, Vendors.fails(503));
		this.vendors.says(Vendors.ANTHROPIC, Vendors.anthropic("Bonjour"));
		this.runner.withUserConfiguration(Greeter.class).run((context) -> {
			assertThat(context.getBean(Greeter.class).greet("Ada")).isEqualTo("Bonjour");
			assertThat(this.vendors.asked(Vendors.OPENAI)).hasSize(1);
			assertThat(this.vendors.asked(Vendors.ANTHROPIC)).hasSize(1);
			assertThat(context.getBean(ModelRegistry.class).status("claude").tokensUsed()).isEqualTo(8);
		});
	}

	@Test
	void annotatedStreamsFallBackToo() {
		this.vendors.says(Vendors.OPENAI, Vendors.fails(503));
		this.vendors.says(Vendors.ANTHROPIC, Vendors.anthropicStream("Bon", "jour"));
		this.runner.withUserConfiguration(Greeter.class).run((context) -> {
			List<String> words = context.getBean(Greeter.class)
				.stream("Ada")
				.collectList()
				.block(Duration.ofSeconds(20));

			assertThat(String.join("", words)).isEqualTo("Bonjour");
			assertThat(this.vendors.asked(Vendors.OPENAI)).hasSize(1);
			assertThat(this.vendors.asked(Vendors.ANTHROPIC)).hasSize(1);
			assertThat(context.getBean(ModelRegistry.class).status("claude").tokensUsed()).isEqualTo(8);
		});
	}

	@Test
	void clientOfSpringAiAsksOnceToo() {
		this.vendors.says(Vendors.OLLAMA, Vendors.fails(503));
		this.vendors.says(Vendors.OPENAI, Vendors.openAi("Hello"));
		this.runner.withPropertyValues("understudy.chains.assistant.models=local,gpt").run((context) -> {
			String answer = context.getBean(ChatModel.class).call("Say hello");

			assertThat(answer).isEqualTo("Hello");
			assertThat(this.vendors.asked(Vendors.OLLAMA)).hasSize(1);
		});
	}

	private static String text(ChatModel model) {
		return String.join("",
				model.stream(new Prompt("Say hello"))
					.map(SpringAiHttpTests::text)
					.collectList()
					.block(Duration.ofSeconds(20)));
	}

	private static String text(ChatResponse piece) {
		String text = (piece.getResult() != null) ? piece.getResult().getOutput().getText() : null;
		return (text != null) ? text : "";
	}

	record Person(String name) {

	}

	static class Greeter {

		private final ChatClient client;

		Greeter(ChatClient.Builder builder) {
			this.client = builder.build();
		}

		@ModelFallback("assistant")
		public String greet(String guest) {
			return this.client.prompt("Greet " + guest).call().content();
		}

		@ModelFallback("assistant")
		public Flux<String> stream(String guest) {
			return this.client.prompt("Greet " + guest).stream().content();
		}

	}

}
