package dev.understudy.boot;

import java.util.List;
import java.util.Objects;
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

	/** Those that are switched off where nobody has said otherwise. */
	static final List<Setting> SETTINGS = List.of(
			new Setting("spring.ai.openai.max-retries", 0, "org.springframework.ai.openai.OpenAiChatModel", true),
			new Setting("spring.ai.openai.chat.max-retries", 0, "org.springframework.ai.openai.OpenAiChatModel", false),
			new Setting("spring.ai.anthropic.max-retries", 0, "org.springframework.ai.anthropic.AnthropicChatModel",
					true),
			new Setting("spring.ai.retry.max-attempts", 0,
					"org.springframework.ai.retry.autoconfigure.SpringAiRetryAutoConfiguration", true),
			new Setting("aws.maxAttempts", 1, "org.springframework.ai.bedrock.converse.BedrockProxyChatModel", true));

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
		String active = SETTINGS.stream()
			.flatMap((setting) -> Stream.ofNullable(warning(setting)))
			.collect(Collectors.joining(", "));
		if (!active.isEmpty()) {
			logger.warn("Clients retry by themselves, which delays the next model and hides failures: set {}", active);
		}
	}

	private @Nullable String warning(Setting setting) {
		String value = this.environment.getProperty(setting.property());
		if (!ClassUtils.isPresent(setting.client(), this.loader) || Objects.equals(value, setting.off() + "")
				|| (value == null && !setting.onByDefault())) {
			return null;
		}
		return "'" + setting.property() + "' to " + setting.off()
				+ ((value != null) ? " (it is '" + value + "')" : " (nobody has set it)");
	}

	/**
	 * A property that rules how often a client retries.
	 *
	 * @param property its name
	 * @param off the value that switches retries off
	 * @param client the class without which the property means nothing
	 * @param onByDefault whether the client retries when nobody sets it
	 */
	record Setting(String property, int off, String client, boolean onByDefault) {

	}

}
