package dev.understudy.wire;

import java.time.Duration;
import java.util.Set;

import dev.understudy.springai.StatusErrorHandler;

import org.springframework.ai.anthropic.AnthropicChatModel;
import org.springframework.ai.anthropic.AnthropicChatOptions;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.ollama.OllamaChatModel;
import org.springframework.ai.ollama.api.OllamaApi;
import org.springframework.ai.ollama.api.OllamaChatOptions;
import org.springframework.ai.openai.OpenAiChatModel;
import org.springframework.ai.openai.OpenAiChatOptions;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.http.client.reactive.JdkClientHttpConnector;
import org.springframework.web.client.ResponseErrorHandler;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * The real clients of Spring AI, without retries of their own.
 */
final class VendorClients {

	private VendorClients() {
	}

	static ChatModel of(Provider provider, String url, Duration timeout) {
		return switch (provider) {
			case OPENAI -> openAi(url, timeout);
			case ANTHROPIC -> anthropic(url, timeout);
			case OLLAMA -> ollama(url, timeout, new StatusErrorHandler(false, Set.of(), Set.of()));
		};
	}

	static ChatModel ollama(String url, Duration timeout, ResponseErrorHandler errors) {
		JdkClientHttpRequestFactory requests = new JdkClientHttpRequestFactory();
		requests.setReadTimeout(timeout);
		return ollama(url, timeout, errors, requests);
	}

	static ChatModel ollama(String url, Duration timeout, ResponseErrorHandler errors,
			ClientHttpRequestFactory requests) {
		JdkClientHttpConnector reactive = new JdkClientHttpConnector();
		reactive.setReadTimeout(timeout);
		return OllamaChatModel.builder()
			.ollamaApi(OllamaApi.builder()
				.baseUrl(url)
				.restClientBuilder(RestClient.builder().requestFactory(requests))
				.webClientBuilder(WebClient.builder().clientConnector(reactive))
				.responseErrorHandler(errors)
				.build())
			.options(OllamaChatOptions.builder().model("llama3.2").build())
			.retryTemplate(new RetryTemplate(RetryPolicy.withMaxRetries(0)))
			.build();
	}

	private static ChatModel openAi(String url, Duration timeout) {
		return OpenAiChatModel.builder()
			.options(OpenAiChatOptions.builder()
				.baseUrl(url + "/v1")
				.apiKey("sk-0000")
				.model("gpt-4.1")
				.timeout(timeout)
				.maxRetries(0)
				.build())
			.build();
	}

	private static ChatModel anthropic(String url, Duration timeout) {
		return AnthropicChatModel.builder()
			.options(AnthropicChatOptions.builder()
				.baseUrl(url)
				.apiKey("sk-ant-0000")
				.model("claude-sonnet-4-5")
				.maxTokens(64)
				.timeout(timeout)
				.maxRetries(0)
				.build())
			.build();
	}

}
