package dev.understudy.boot;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.ollama.OllamaChatModel;
import dev.understudy.ModelRouter;
import dev.understudy.langchain4j.RoutingChatModel;
import dev.understudy.langchain4j.RoutingStreamingChatModel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Which beans there are, and what is told at start-up, with clients of LangChain4j.
 */
@ExtendWith(OutputCaptureExtension.class)
class LangChain4jAutoConfigurationTests {

	private static final String MODELS = "understudy.models.";

	private static final String NOWHERE = "http://127.0.0.1:1";

	private static final Logger REGISTRAR = (Logger) LoggerFactory.getLogger(LangChain4jRegistrar.class);

	private final ApplicationContextRunner runner = LangChain4jContexts.runner(NOWHERE, NOWHERE);

	@BeforeEach
	void listen() {
		REGISTRAR.setLevel(Level.INFO);
	}

	@AfterEach
	void hush() {
		REGISTRAR.setLevel(null);
	}

	@Test
	void eachChainIsABeanOfEachKind() {
		this.runner.run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(context.getBeansOfType(RoutingChatModel.class)).containsOnlyKeys("assistantLangChain4jChatModel",
					"secondLangChain4jChatModel");
			assertThat(context.getBeansOfType(RoutingStreamingChatModel.class))
				.containsOnlyKeys("assistantLangChain4jStreamingChatModel", "secondLangChain4jStreamingChatModel");
		});
	}

	@Test
	void defaultChainIsPrimaryAndTheOthersAreInjectedWhereTheyAreNamed() {
		this.runner.withUserConfiguration(Injected.class).run((context) -> {
			Injected injected = context.getBean(Injected.class);
			assertThat(injected.any).isInstanceOfSatisfying(RoutingChatModel.class,
					(model) -> assertThat(model.chain()).isEqualTo("assistant"));
			assertThat(injected.second).isInstanceOfSatisfying(RoutingChatModel.class,
					(model) -> assertThat(model.chain()).isEqualTo("second"));
			assertThat(injected.stream).isInstanceOfSatisfying(RoutingStreamingChatModel.class,
					(model) -> assertThat(model.chain()).isEqualTo("second"));
		});
	}

	@Test
	void primaryOfTheApplicationStaysPrimary() {
		this.runner.withUserConfiguration(OwnPrimary.class).run((context) -> {
			assertThat(context.getBean(ChatModel.class)).isSameAs(context.getBean("mine"));
			assertThat(context.getBean(StreamingChatModel.class)).isInstanceOf(RoutingStreamingChatModel.class);
			assertThat(context).hasBean("assistantLangChain4jChatModel");
		});
	}

	@Test
	void nothingIsThereWithoutLangChain4j() {
		new ApplicationContextRunner()
			.withConfiguration(
					AutoConfigurations.of(UnderstudyAutoConfiguration.class, LangChain4jAutoConfiguration.class))
			.withPropertyValues(MODELS + "gpt.provider=openai", "understudy.chains.assistant.models=gpt")
			.withClassLoader(new FilteredClassLoader("dev.langchain4j"))
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(ModelRouter.class)
				.doesNotHaveBean(LangChain4jAutoConfiguration.class));
	}

	@Test
	void callsNeedNoReactor() {
		this.runner.withClassLoader(new FilteredClassLoader("reactor.core"))
			.run((context) -> assertThat(context).hasNotFailed()
				.hasBean("assistantLangChain4jChatModel")
				.doesNotHaveBean("assistantLangChain4jStreamingChatModel"));
	}

	@Test
	void nothingIsThereWhenItIsSwitchedOff() {
		this.runner.withPropertyValues("understudy.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(RoutingChatModel.class)
				.doesNotHaveBean(RoutingStreamingChatModel.class));
	}

	@Test
	void chainWithoutAllClientsGetsNoBeanAndOneLineForEachKind(CapturedOutput output) {
		this.runner.withPropertyValues(MODELS + "other.provider=gemini", "understudy.chains.third.models=gpt,other")
			.run((context) -> {
				assertThat(context).hasNotFailed()
					.doesNotHaveBean("thirdLangChain4jChatModel")
					.doesNotHaveBean("thirdLangChain4jStreamingChatModel");
				assertThat(output)
					.containsOnlyOnce("Chain 'third' gets no ChatModel of LangChain4j: no bean of LangChain4j is the "
							+ "client of model 'other' (provider 'gemini')")
					.containsOnlyOnce("Chain 'third' gets no StreamingChatModel of LangChain4j: no bean of LangChain4j "
							+ "is the client of model 'other' (provider 'gemini')");
			});
	}

	@Test
	void clientThatIsNoBeanIsReportedWithTheCandidates() {
		this.runner.withPropertyValues(MODELS + "gpt.client=openAiChatMode")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining(MODELS + "gpt.client: bean 'openAiChatMode' does not exist (candidates: "
						+ "'ollamaChatModel', 'ollamaStreamingChatModel', 'openAiChatModel', "
						+ "'openAiStreamingChatModel')"));
	}

	@Test
	void chainIsNoClient() {
		this.runner.withPropertyValues(MODELS + "gpt.client=secondLangChain4jChatModel")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining(
						MODELS + "gpt.client: bean 'secondLangChain4jChatModel' is a chain itself (candidates: "));
	}

	@Test
	void severalClientsOfOneProviderAreReported() {
		this.runner.withUserConfiguration(OneMoreOfOllama.class)
			.withPropertyValues(MODELS + "else.provider=llama", MODELS + "local.provider=ollama2")
			.run((context) -> assertThat(context).hasNotFailed());
		this.runner.withUserConfiguration(TwoMore.class)
			.withPropertyValues(MODELS + "else.provider=kitchen")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining(MODELS + "else.client: provider 'kitchen' has several clients (candidates: "
						+ "'kitchenOne', 'kitchenTwo')"));
	}

	@Test
	void clientThatIsNamedBringsTheStreamingOneOfItsNameAlong() {
		this.runner.withUserConfiguration(OneMoreOfOllama.class)
			.withPropertyValues(MODELS + "local.client=ollamaChatModel", MODELS + "gpt.client=openAiStreamingChatModel")
			.run((context) -> assertThat(context).hasNotFailed()
				.hasBean("assistantLangChain4jChatModel")
				.hasBean("assistantLangChain4jStreamingChatModel"));
	}

	@Test
	void clientsThatRetryByThemselvesAreNamed(CapturedOutput output) {
		this.runner.run((context) -> assertThat(output).doesNotContain("Clients retry by themselves"));
		this.runner.withUserConfiguration(OneMoreOfOllama.class)
			.withPropertyValues(MODELS + "local.client=ollamaChatModel")
			.run((context) -> assertThat(output).containsOnlyOnce("Clients retry by themselves")
				.contains("build 'cellar' with maxRetries(0)"));
	}

	@Test
	void clientOfTheOtherLibraryIsNoMistake() {
		LangChain4jContexts.runner(NOWHERE, NOWHERE)
			.withConfiguration(AutoConfigurations.of(SpringAiAutoConfiguration.class))
			.withBean("theirs", org.springframework.ai.chat.model.ChatModel.class, () -> (prompt) -> {
				throw new UnsupportedOperationException();
			})
			.withPropertyValues(MODELS + "gpt.client=theirs", "understudy.chains.third.models=gpt")
			.run((context) -> assertThat(context).hasNotFailed()
				.hasBean("thirdChatModel")
				.doesNotHaveBean("thirdLangChain4jChatModel")
				.hasBean("secondLangChain4jChatModel")
				.doesNotHaveBean("secondChatModel"));
	}

	@Configuration(proxyBeanMethods = false)
	static class Injected {

		@Autowired
		private ChatModel any;

		@Autowired
		@Qualifier("second")
		private ChatModel second;

		@Autowired
		@Qualifier("second")
		private StreamingChatModel stream;

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnPrimary {

		@Bean
		@Primary
		ChatModel mine() {
			return new Silent();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OneMoreOfOllama {

		@Bean
		OllamaChatModel cellar() {
			return OllamaChatModel.builder().baseUrl(NOWHERE).modelName("phi").build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class TwoMore {

		@Bean
		ChatModel kitchenOne() {
			return new Silent();
		}

		@Bean
		ChatModel kitchenTwo() {
			return new Silent();
		}

	}

	static final class Silent implements ChatModel {

		@Override
		public ChatResponse doChat(ChatRequest request) {
			throw new UnsupportedOperationException();
		}

	}

}
