package dev.understudy.boot;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.core.env.Environment;
import org.springframework.util.ClassUtils;

/**
 * Warns at start-up of clients that retry by themselves, where the router is to be the
 * only loop.
 */
final class InnerRetries implements SmartInitializingSingleton {

	private static final Logger logger = LoggerFactory.getLogger(InnerRetries.class);

	/**
	 * Apache's client asks again by itself after a 429 and a 503, whoever brings it
	 * along.
	 */
	private static final String APACHE = "org.apache.hc.client5.http.impl.classic.HttpClients";

	private static final String FACTORY = "spring.http.clients.imperative.factory";

	private static final List<String> OVER_REST_CLIENT = List.of("org.springframework.ai.ollama.api.OllamaApi",
			"org.springframework.ai.mistralai.api.MistralAiApi", "org.springframework.ai.deepseek.api.DeepSeekApi");

	private static final List<Setting> SETTINGS = List.of(
			new Setting("spring.ai.openai.max-retries", "0", "org.springframework.ai.openai.OpenAiChatModel", true),
			new Setting("spring.ai.openai.chat.max-retries", "0", "org.springframework.ai.openai.OpenAiChatModel",
					false),
			new Setting("spring.ai.anthropic.max-retries", "0", "org.springframework.ai.anthropic.AnthropicChatModel",
					true),
			new Setting("spring.ai.retry.max-attempts", "0",
					"org.springframework.ai.retry.autoconfigure.SpringAiRetryAutoConfiguration", true),
			new Setting("aws.maxAttempts", "1", "org.springframework.ai.bedrock.converse.BedrockProxyChatModel", true));

	private final Environment environment;

	private final UnderstudyProperties properties;

	private final ClassLoader loader;

	InnerRetries(Environment environment, UnderstudyProperties properties, ClassLoader loader) {
		this.environment = environment;
		this.properties = properties;
		this.loader = loader;
	}

	@Override
	public void afterSingletonsInstantiated() {
		if (this.properties.chains().isEmpty()) {
			return;
		}
		String active = Stream.concat(SETTINGS.stream().flatMap(this::active), apache())
			.collect(Collectors.joining(", "));
		if (!active.isEmpty()) {
			logger.warn("Clients retry by themselves, which delays the next model and hides failures: set {}", active);
		}
	}

	private Stream<String> active(Setting setting) {
		String value = this.environment.getProperty(setting.property());
		boolean on = (value != null) ? !value.equals(setting.off()) : setting.onByDefault();
		return (on && isPresent(setting.client())) ? Stream.of(advice(setting.property(), setting.off(), value))
				: Stream.empty();
	}

	private Stream<String> apache() {
		String value = this.environment.getProperty(FACTORY);
		boolean chosen = value == null || value.replaceAll("[-_]", "").equalsIgnoreCase("httpcomponents");
		return (chosen && isPresent(APACHE) && OVER_REST_CLIENT.stream().anyMatch(this::isPresent))
				? Stream.of(advice(FACTORY, "jdk", value)) : Stream.empty();
	}

	private boolean isPresent(String type) {
		return ClassUtils.isPresent(type, this.loader);
	}

	private static String advice(String property, String off, @Nullable String value) {
		return "'" + property + "' to '" + off + "'"
				+ ((value != null) ? " (it is '" + value + "')" : " (it is not set)");
	}

	/**
	 * A property that rules how often a client retries.
	 *
	 * @param property its name
	 * @param off the value that switches retries off
	 * @param client the class without which the property means nothing
	 * @param onByDefault whether the client retries when nobody sets it
	 */
	private record Setting(String property, String off, String client, boolean onByDefault) {

	}

}
