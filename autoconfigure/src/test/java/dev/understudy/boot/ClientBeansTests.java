package dev.understudy.boot;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import dev.understudy.springai.RoutingChatModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.beans.factory.support.RootBeanDefinition;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Finding clients among beans that are never made.
 */
class ClientBeansTests {

	private final DefaultListableBeanFactory factory = new DefaultListableBeanFactory();

	private final ClientBeans beans = new ClientBeans(this.factory, ChatModel.class, RoutingChatModel.class);

	@ParameterizedTest
	@CsvSource({ "openai, OpenAiChatModel", "OpenAI, openAiChatModel", "anthropic, AnthropicChatModel",
			"claude, AnthropicChatModel", "google, GoogleGenAiChatModel", "gemini, GoogleGenAiChatModel",
			"google-genai, GoogleGenAiChatModel", "google, VertexAiGeminiChatModel", "vertex, VertexAiGeminiChatModel",
			"mistral, MistralAiChatModel", "mistral-ai, MistralAiChatModel", "deepseek, DeepSeekChatModel",
			"azure, AzureOpenAiChatModel", "azure-openai, AzureOpenAiChatModel", "bedrock, BedrockProxyChatModel",
			"aws, BedrockProxyChatModel", "groq, groqChatModel" })
	void providersOwnTheirClients(String provider, String name) {
		assertThat(Providers.owns(provider, name)).isTrue();
	}

	@ParameterizedTest
	@CsvSource({ "openai, AzureOpenAiChatModel", "openai, AnthropicChatModel", "ollama, OpenAiChatModel" })
	void providersDoNotOwnTheClientsOfOthers(String provider, String name) {
		assertThat(Providers.owns(provider, name)).isFalse();
	}

	@Test
	void onlyOneOfTheTypeIsFoundWhateverItIsCalled() {
		bean("writer", OpenAiChatModel.class);
		bean("other", AnthropicChatModel.class);
		assertThat(this.beans.find("openai", null)).isEqualTo(ClientSearch.found("writer"));
	}

	@Test
	void nameDecidesAmongSeveralOfTheType() {
		bean("openAiChatModel", OpenAiChatModel.class);
		bean("groqChatModel", OpenAiChatModel.class);
		assertThat(this.beans.find("openai", null)).isEqualTo(ClientSearch.found("openAiChatModel"));
		assertThat(this.beans.find("groq", null)).isEqualTo(ClientSearch.found("groqChatModel"));
	}

	@Test
	void looksNamesUpOnceForWhoeverSearchesOften() {
		AtomicInteger lookups = new AtomicInteger();
		DefaultListableBeanFactory counting = new DefaultListableBeanFactory() {
			@Override
			public String[] getBeanNamesForType(Class<?> type, boolean nonSingletons, boolean eager) {
				lookups.incrementAndGet();
				return super.getBeanNamesForType(type, nonSingletons, eager);
			}
		};
		counting.registerBeanDefinition("writer", new RootBeanDefinition(OpenAiChatModel.class));
		ClientBeans now = new ClientBeans(counting, ChatModel.class, RoutingChatModel.class).asOfNow();
		for (int i = 0; i < 100; i++) {
			assertThat(now.find("openai", null)).isEqualTo(ClientSearch.found("writer"));
		}
		assertThat(now.names()).containsExactly("writer");
		assertThat(lookups).hasValue(1);
	}

	@Test
	void primaryOneDecidesNext() {
		bean("first", OpenAiChatModel.class);
		bean("second", OpenAiChatModel.class, (definition) -> definition.setPrimary(true));
		assertThat(this.beans.find("openai", null)).isEqualTo(ClientSearch.found("second"));
		assertThat(this.beans.anyPrimary()).isTrue();
	}

	@Test
	void severalThatFitAreAmbiguous() {
		bean("first", OpenAiChatModel.class);
		bean("second", OpenAiChatModel.class);
		ClientSearch search = this.beans.find("openai", null);
		assertThat(search.result()).isEqualTo(ClientSearch.Result.AMBIGUOUS);
		assertThat(search.beans()).containsExactly("first", "second");
	}

	@Test
	void withoutProviderTheOnlyClientIsTaken() {
		bean("first", OpenAiChatModel.class);
		assertThat(this.beans.find("", null)).isEqualTo(ClientSearch.found("first"));
		bean("second", AnthropicChatModel.class);
		assertThat(this.beans.find("", null)).isEqualTo(ClientSearch.missing());
	}

	@Test
	void chainsAndHiddenBeansAreNoClients() {
		bean("chain", RoutingChatModel.class);
		bean("hidden", OpenAiChatModel.class, (definition) -> definition.setAutowireCandidate(false));
		assertThat(this.beans.names()).isEmpty();
		assertThat(this.beans.find("openai", "chain").result()).isEqualTo(ClientSearch.Result.ROUTING);
		assertThat(this.beans.find("openai", "nobody")).isEqualTo(ClientSearch.missing());
	}

	private void bean(String name, Class<?> type) {
		bean(name, type, (definition) -> {
		});
	}

	private void bean(String name, Class<?> type, Consumer<RootBeanDefinition> how) {
		RootBeanDefinition definition = new RootBeanDefinition(type);
		definition.setLazyInit(true);
		how.accept(definition);
		this.factory.registerBeanDefinition(name, definition);
	}

	abstract static class NeverMade implements ChatModel {

		NeverMade() {
			throw new IllegalStateException("Nobody may make this bean");
		}

		@Override
		public ChatResponse call(Prompt prompt) {
			throw new UnsupportedOperationException();
		}

	}

	static final class OpenAiChatModel extends NeverMade {

	}

	static final class AnthropicChatModel extends NeverMade {

	}

}
