package dev.understudy.boot;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.understudy.ModelRouter;
import dev.understudy.springai.ChatMetadata;
import dev.understudy.springai.RoutingChatModel;
import dev.understudy.springai.StatusErrorHandler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;

import org.springframework.ai.anthropic.AnthropicChatModel;
import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.ollama.OllamaChatModel;
import org.springframework.ai.ollama.api.OllamaApi;
import org.springframework.ai.ollama.api.OllamaChatOptions;
import org.springframework.ai.openai.OpenAiChatModel;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.web.client.ResponseErrorHandler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Which beans there are, and what is told at start-up, with the starters of vendors.
 */
@ExtendWith(OutputCaptureExtension.class)
class SpringAiAutoConfigurationTests {

	private static final String MODELS = "understudy.models.";

	private static final Logger REGISTRAR = (Logger) LoggerFactory.getLogger(RoutingChatModelRegistrar.class);

	private final ApplicationContextRunner runner = SpringAiContexts.runner("http://127.0.0.1:1");

	@BeforeEach
	void listen() {
		REGISTRAR.setLevel(Level.INFO);
	}

	@AfterEach
	void hush() {
		REGISTRAR.setLevel(null);
	}

	@Test
	void threeStartersAndOneChainAreNotAmbiguous() {
		this.runner.run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(context.getBeansOfType(ChatModel.class)).containsOnlyKeys("openAiChatModel",
					"anthropicChatModel", "ollamaChatModel", "assistantChatModel", "secondChatModel", "thirdChatModel");
			assertThat(context.getBean(ChatModel.class)).isInstanceOfSatisfying(RoutingChatModel.class,
					(model) -> assertThat(model.chain()).isEqualTo("assistant"));
			assertThat(context).hasSingleBean(ChatClient.Builder.class);
		});
	}

	@Test
	void chainsAreInjectedWhereTheyAreNamed() {
		this.runner.withUserConfiguration(Injected.class)
			.run((context) -> assertThat(context.getBean(Injected.class).second).isInstanceOfSatisfying(
					RoutingChatModel.class, (model) -> assertThat(model.chain()).isEqualTo("second")));
	}

	@Test
	void primaryOfTheApplicationStaysPrimary() {
		this.runner.withUserConfiguration(OwnPrimary.class).run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(context.getBean(ChatModel.class)).isSameAs(context.getBean("mine"));
			assertThat(context).hasBean("assistantChatModel").hasSingleBean(ChatClient.Builder.class);
		});
	}

	@Test
	void propertyKeepsTheChainFromBeingPrimary() {
		this.runner.withPropertyValues("understudy.spring-ai.primary=false").run((context) -> {
			assertThat(context).hasBean("assistantChatModel");
			assertThatExceptionOfType(NoSuchBeanDefinitionException.class)
				.isThrownBy(() -> context.getBean(ChatModel.class));
		});
	}

	@Test
	void chainsDoNotMakeTheOnlyVendorAmbiguous() {
		this.runner
			.withPropertyValues("understudy.spring-ai.primary=false", "spring.ai.model.chat=openai",
					"understudy.chains.fast.models=gpt")
			.run((context) -> assertThat(context.getBean(ChatModel.class)).isInstanceOf(OpenAiChatModel.class));
	}

	@Test
	void nothingIsThereWithoutSpringAi() {
		new ApplicationContextRunner()
			.withConfiguration(
					AutoConfigurations.of(UnderstudyAutoConfiguration.class, SpringAiAutoConfiguration.class))
			.withPropertyValues(MODELS + "gpt.provider=openai", "understudy.chains.assistant.models=gpt")
			.withClassLoader(new FilteredClassLoader("org.springframework.ai"))
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(ModelRouter.class)
				.doesNotHaveBean(SpringAiAutoConfiguration.class));
	}

	@Test
	void nothingIsThereWhenItIsSwitchedOff() {
		this.runner.withPropertyValues("understudy.enabled=false", "spring.ai.model.chat=openai").run((context) -> {
			assertThat(context).doesNotHaveBean(RoutingChatModel.class).doesNotHaveBean(StatusErrorHandler.class);
			assertThat(context.getEnvironment().getProperty("spring.ai.openai.max-retries")).isNull();
		});
	}

	@Test
	void chainWithoutAllClientsGetsNoChatModelAndOneLine(CapturedOutput output) {
		this.runner.withPropertyValues(MODELS + "other.provider=gemini", "understudy.chains.fourth.models=gpt,other")
			.run((context) -> {
				assertThat(context).hasNotFailed().doesNotHaveBean("fourthChatModel");
				assertThat(output).containsOnlyOnce("Chain 'fourth' gets no ChatModel: no bean of Spring AI is the "
						+ "client of model 'other' (provider 'gemini')");
			});
	}

	@Test
	void chainYieldsToABeanOfItsName(CapturedOutput output) {
		this.runner.withPropertyValues("understudy.chains.openAi.models=claude").run((context) -> {
			assertThat(context.getBean("openAiChatModel")).isInstanceOf(OpenAiChatModel.class);
			assertThat(output)
				.containsOnlyOnce("Chain 'openAi' gets no ChatModel: there is another bean 'openAiChatModel'");
		});
	}

	@Test
	void clientThatIsNoBeanIsReportedWithTheCandidates() {
		this.runner.withPropertyValues(MODELS + "gpt.client=openAiChatMode")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining(MODELS + "gpt.client: bean 'openAiChatMode' does not exist (candidates: "
						+ "'anthropicChatModel', 'ollamaChatModel', 'openAiChatModel')"));
	}

	@Test
	void chainIsNoClient() {
		this.runner.withPropertyValues(MODELS + "gpt.client=secondChatModel")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining(MODELS + "gpt.client: bean 'secondChatModel' is a chain itself (candidates: "));
	}

	@Test
	void severalClientsOfOneProviderAreReported() {
		this.runner.withUserConfiguration(TwoOfOllama.class)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining(MODELS + "local.client: provider 'ollama' has several clients (candidates: "
						+ "'kitchen', 'cellar')"));
	}

	@Test
	void clientThatIsNamedIsNotAmbiguous() {
		this.runner.withUserConfiguration(TwoOfOllama.class)
			.withPropertyValues(MODELS + "local.client=cellar")
			.run((context) -> assertThat(context).hasNotFailed().hasBean("assistantChatModel"));
	}

	@Test
	void modelsThatTurnOutToBeTheSameAreReported() {
		this.runner
			.withPropertyValues(MODELS + "twin.provider=openai", MODELS + "twin.name=gpt-4.1",
					MODELS + "twin.client=openAiChatModel")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("name 'gpt-4.1' of provider 'openai' with client 'openAiChatModel'"));
	}

	@Test
	void retriesOfClientsAreOffAndNobodyIsWarned(CapturedOutput output) {
		this.runner.run((context) -> {
			for (String name : List.of("spring.ai.openai.max-retries", "spring.ai.anthropic.max-retries",
					"spring.ai.retry.max-attempts")) {
				assertThat(context.getEnvironment().getProperty(name)).isEqualTo("0");
			}
			assertThat(context.getBean(AnthropicChatModel.class).getOptions().getMaxRetries()).isZero();
			assertThat(output).doesNotContain("Clients retry by themselves");
		});
	}

	@Test
	void retriesThatTheApplicationAsksForStayAndAreNamed(CapturedOutput output) {
		this.runner
			.withPropertyValues("spring.ai.anthropic.max-retries=4", "spring.http.clients.imperative.factory=",
					"spring.ai.retry.max-attempts=2")
			.run((context) -> {
				assertThat(context.getBean(AnthropicChatModel.class).getOptions().getMaxRetries()).isEqualTo(4);
				assertThat(output).containsOnlyOnce("Clients retry by themselves")
					.contains("'spring.ai.anthropic.max-retries' to '0' (it is '4'), 'spring.ai.retry.max-attempts' to "
							+ "'0' (it is '2')");
			});
	}

	@Test
	void clientThatAsksAgainBehindEverybodysBackIsNamed(CapturedOutput output) {
		this.runner.withPropertyValues("spring.http.clients.imperative.factory=http-components")
			.run((context) -> assertThat(output)
				.containsOnlyOnce("set 'spring.http.clients.imperative.factory' to 'jdk' (it is 'http-components')"));
	}

	@Test
	void defaultsAreBelowWhatAnybodyHasSet() {
		StandardEnvironment environment = new StandardEnvironment();
		environment.getPropertySources()
			.addLast(new MapPropertySource("defaultProperties",
					Map.of("spring.ai.openai.max-retries", 5, "understudy.models.gpt.provider", "openai",
							"understudy.chains.assistant.models", "gpt", "understudy.defaults.timeout", "3m")));
		new ClientDefaults().postProcessEnvironment(environment, new SpringApplication());

		assertThat(environment.getProperty("spring.ai.openai.max-retries")).isEqualTo("5");
		assertThat(environment.getProperty("spring.ai.anthropic.max-retries")).isEqualTo("0");
		assertThat(environment.getProperty("spring.ai.openai.timeout")).isEqualTo("180000ms");
	}

	@Test
	void applicationWithoutChainsKeepsItsRetries() {
		StandardEnvironment environment = new StandardEnvironment();
		new ClientDefaults().postProcessEnvironment(environment, new SpringApplication());

		assertThat(environment.getPropertySources().contains(ClientDefaults.SOURCE)).isFalse();
	}

	@Test
	void realApplicationFindsTheDefaultsAndTheBeans() {
		SpringApplication application = new SpringApplication(RealApplication.class);
		application.setWebApplicationType(WebApplicationType.NONE);
		try (var context = application.run("--understudy.models.gpt.provider=openai",
				"--understudy.models.claude.provider=anthropic", "--understudy.models.local.provider=ollama",
				"--understudy.chains.assistant.models=gpt,claude,local", "--spring.ai.openai.api-key=k",
				"--spring.ai.anthropic.api-key=k")) {
			assertThat(context.getEnvironment().getProperty("spring.ai.openai.max-retries")).isEqualTo("0");
			assertThat(context.getBean(ChatModel.class)).isInstanceOf(RoutingChatModel.class);
			assertThat(context.getBean(ChatClient.Builder.class)).isNotNull();
			assertThat(context.getBean(ResponseErrorHandler.class)).isInstanceOf(StatusErrorHandler.class);
		}
	}

	@Test
	void errorHandlerOfTheApplicationStays() {
		this.runner.withBean("mine", ResponseErrorHandler.class, () -> (response) -> false)
			.run((context) -> assertThat(context).doesNotHaveBean(StatusErrorHandler.class));
	}

	@Test
	void rungOfTheChainIsAMarkedAnswer() {
		this.runner.withPropertyValues("understudy.chains.assistant.degrade[0].text=Try again later").run((context) -> {
			ChatModel model = context.getBean(ChatModel.class);
			for (ChatResponse answer : Arrays.asList(model.call(new Prompt("Hello")),
					model.stream(new Prompt("Hello")).blockLast())) {
				assertThat(answer.getResult().getOutput().getText()).isEqualTo("Try again later");
				assertThat(answer.getResult().getOutput().getMetadata()).containsEntry(ChatMetadata.OUTCOME, "degraded")
					.containsEntry(ChatMetadata.KIND, "network-error");
				assertThat(answer.getMetadata().<String>get(ChatMetadata.OUTCOME)).isEqualTo("degraded");
				assertThat(answer.getMetadata().<Integer>get(ChatMetadata.ATTEMPTS)).isGreaterThanOrEqualTo(3);
				assertThat(answer.getMetadata().containsKey(ChatMetadata.MODEL)).isFalse();
			}
		});
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class RealApplication {

	}

	@Configuration(proxyBeanMethods = false)
	static class Injected {

		@Autowired
		@Qualifier("second")
		private ChatModel second;

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnPrimary {

		@Bean
		@Primary
		ChatModel mine() {
			return (prompt) -> new ChatResponse(List.of(new Generation(new AssistantMessage("mine"))));
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class TwoOfOllama {

		@Bean
		OllamaChatModel kitchen(OllamaApi api) {
			return OllamaChatModel.builder().ollamaApi(api).options(options()).build();
		}

		@Bean
		OllamaChatModel cellar(OllamaApi api) {
			return OllamaChatModel.builder().ollamaApi(api).options(options()).build();
		}

		private static OllamaChatOptions options() {
			return OllamaChatOptions.builder().model("llama3.2").build();
		}

	}

}
