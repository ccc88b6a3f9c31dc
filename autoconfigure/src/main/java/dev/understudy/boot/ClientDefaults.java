package dev.understudy.boot;

import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.util.ClassUtils;

/**
 * Sets defaults for the clients of chains, below everything that anybody has set: no
 * retries of their own, and time for the longest attempt.
 */
final class ClientDefaults implements EnvironmentPostProcessor, Ordered {

	/** The name of the property source. */
	static final String SOURCE = "understudyClientDefaults";

	/** What clients allow a call when nobody says otherwise. */
	private static final Duration USUAL = Duration.ofSeconds(60);

	private static final List<String> RETRIES = List.of("spring.ai.openai.max-retries",
			"spring.ai.anthropic.max-retries", "spring.ai.retry.max-attempts");

	private static final List<String> TIMEOUTS = List.of("spring.ai.openai.timeout", "spring.ai.anthropic.timeout");

	@Override
	public int getOrder() {
		return Ordered.LOWEST_PRECEDENCE;
	}

	@Override
	public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
		if (!ClassUtils.isPresent("org.springframework.ai.chat.model.ChatModel", getClass().getClassLoader())) {
			return;
		}
		WrittenOnly.bindIfPossible(environment)
			.filter((properties) -> properties.enabled() && !properties.chains().isEmpty())
			.ifPresent((properties) -> addDefaults(environment, properties));
	}

	private static void addDefaults(ConfigurableEnvironment environment, UnderstudyProperties properties) {
		Map<String, Object> defaults = new LinkedHashMap<>();
		RETRIES.forEach((name) -> defaults.put(name, 0));
		Duration longest = longestAttempt(properties);
		if (longest.compareTo(USUAL) > 0) {
			TIMEOUTS.forEach((name) -> defaults.put(name, longest.toMillis() + "ms"));
		}
		// The default properties of the application move to the end later.
		defaults.keySet().removeIf(environment::containsProperty);
		if (!defaults.isEmpty() && !environment.getPropertySources().contains(SOURCE)) {
			environment.getPropertySources().addLast(new MapPropertySource(SOURCE, defaults));
		}
	}

	private static Duration longestAttempt(UnderstudyProperties properties) {
		Stream<@Nullable Duration> ofChains = properties.chains()
			.values()
			.stream()
			.flatMap((chain) -> Stream.concat(Stream.of(chain.policy().timeout()),
					chain.models().stream().map(ChainProperties.Entry::timeout)));
		return Stream.concat(Stream.of(properties.defaults().timeout()), ofChains)
			.filter(Objects::nonNull)
			.max(Comparator.naturalOrder())
			.orElse(Duration.ZERO);
	}

}
