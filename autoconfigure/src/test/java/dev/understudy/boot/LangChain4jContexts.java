package dev.understudy.boot;

import java.time.Duration;

import dev.langchain4j.model.ollama.OllamaChatModel;
import dev.langchain4j.model.ollama.OllamaStreamingChatModel;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Applications with clients of two vendors.
 */
final class LangChain4jContexts {

	private LangChain4jContexts() {
	}

	/** One with two models, and a chain over both. */
	static ApplicationContextRunner runner(String openAi, String ollama) {
		return new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(UnderstudyAutoConfiguration.class, AdviceAutoConfiguration.class,
					LangChain4jAutoConfiguration.class))
			.withUserConfiguration(Clients.class)
			.withPropertyValues("url.openai=" + openAi, "url.ollama=" + ollama, "understudy.models.gpt.provider=openai",
					"understudy.models.gpt.name=gpt-4.1", "understudy.models.local.provider=ollama",
					"understudy.models.local.name=llama3.2", "understudy.default-chain=assistant",
					"understudy.chains.assistant.models=gpt,local", "understudy.chains.second.models=local",
					"understudy.defaults.retry.backoff=1ms");
	}

	@Configuration(proxyBeanMethods = false)
	static class Clients {

		private static final Duration LONG = Duration.ofSeconds(20);

		@Bean
		OpenAiChatModel openAiChatModel(@Value("${url.openai}") String url) {
			return OpenAiChatModel.builder()
				.baseUrl(url)
				.apiKey("k")
				.modelName("gpt-4o")
				.maxRetries(0)
				.timeout(LONG)
				.build();
		}

		@Bean
		OpenAiStreamingChatModel openAiStreamingChatModel(@Value("${url.openai}") String url) {
			return OpenAiStreamingChatModel.builder()
				.baseUrl(url)
				.apiKey("k")
				.modelName("gpt-4o")
				.timeout(LONG)
				.build();
		}

		@Bean
		OllamaChatModel ollamaChatModel(@Value("${url.ollama}") String url) {
			return OllamaChatModel.builder().baseUrl(url).modelName("phi").maxRetries(0).timeout(LONG).build();
		}

		@Bean
		OllamaStreamingChatModel ollamaStreamingChatModel(@Value("${url.ollama}") String url) {
			return OllamaStreamingChatModel.builder().baseUrl(url).modelName("phi").timeout(LONG).build();
		}

	}

}
