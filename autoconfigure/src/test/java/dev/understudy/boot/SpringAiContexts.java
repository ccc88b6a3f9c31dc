package dev.understudy.boot;

import org.springframework.ai.model.anthropic.autoconfigure.AnthropicChatAutoConfiguration;
import org.springframework.ai.model.chat.client.autoconfigure.ChatClientAutoConfiguration;
import org.springframework.ai.model.ollama.autoconfigure.OllamaApiAutoConfiguration;
import org.springframework.ai.model.ollama.autoconfigure.OllamaChatAutoConfiguration;
import org.springframework.ai.model.openai.autoconfigure.OpenAiChatAutoConfiguration;
import org.springframework.ai.model.tool.autoconfigure.ToolCallingAutoConfiguration;
import org.springframework.ai.retry.autoconfigure.SpringAiRetryAutoConfiguration;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.http.client.autoconfigure.HttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.imperative.ImperativeHttpClientAutoConfiguration;
import org.springframework.boot.restclient.autoconfigure.RestClientAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/**
 * Applications with the starters of three vendors.
 */
final class SpringAiContexts {

	private SpringAiContexts() {
	}

	/** One with three models behind a server, and a chain over all of them. */
	static ApplicationContextRunner runner(String url) {
		return starters(url).withPropertyValues("understudy.models.gpt.provider=openai",
				"understudy.models.gpt.name=gpt-4.1", "understudy.models.claude.provider=anthropic",
				"understudy.models.claude.name=claude-sonnet-4-5", "understudy.models.local.provider=ollama",
				"understudy.models.local.name=llama3.2", "understudy.default-chain=assistant",
				"understudy.chains.assistant.models=gpt,claude,local", "understudy.chains.second.models=claude",
				"understudy.chains.third.models=local", "understudy.defaults.retry.backoff=1ms");
	}

	static ApplicationContextRunner starters(String url) {
		return new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(OpenAiChatAutoConfiguration.class,
					AnthropicChatAutoConfiguration.class, OllamaApiAutoConfiguration.class,
					OllamaChatAutoConfiguration.class, ToolCallingAutoConfiguration.class,
					ChatClientAutoConfiguration.class, SpringAiRetryAutoConfiguration.class,
					HttpClientAutoConfiguration.class, ImperativeHttpClientAutoConfiguration.class,
					RestClientAutoConfiguration.class, UnderstudyAutoConfiguration.class, AdviceAutoConfiguration.class,
					SpringAiAutoConfiguration.class))
			.withPropertyValues("spring.ai.openai.api-key=k", "spring.ai.openai.base-url=" + url,
					"spring.ai.anthropic.api-key=k", "spring.ai.anthropic.base-url=" + url,
					"spring.ai.ollama.base-url=" + url, "spring.http.clients.imperative.factory=jdk")
			.withInitializer((context) -> new ClientDefaults().postProcessEnvironment(context.getEnvironment(),
					new SpringApplication()));
	}

}
