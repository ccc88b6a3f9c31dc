package dev.understudy.boot;

import java.lang.reflect.Field;
import java.util.List;
import java.util.Optional;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.util.ReflectionUtils;

/**
 * Warns at start-up of clients of LangChain4j that retry by themselves. Their retries are
 * set in code, and only their own field tells: what has no such field, or hides it, is
 * passed over.
 */
final class LangChain4jRetries implements SmartInitializingSingleton {

	private static final Logger logger = LoggerFactory.getLogger(LangChain4jRetries.class);

	private static final String FIELD = "maxRetries";

	private final ConfigurableListableBeanFactory beans;

	private final ClientBeans clients;

	private final UnderstudyProperties properties;

	LangChain4jRetries(ConfigurableListableBeanFactory beans, ClientBeans clients, UnderstudyProperties properties) {
		this.beans = beans;
		this.clients = clients;
		this.properties = properties;
	}

	@Override
	public void afterSingletonsInstantiated() {
		if (this.properties.chains().isEmpty()) {
			return;
		}
		List<String> retrying = this.clients.names()
			.stream()
			.filter(this.beans::containsSingleton)
			.filter((name) -> retries(this.beans.getBean(name)).filter((times) -> times > 0).isPresent())
			.toList();
		if (!retrying.isEmpty()) {
			logger.warn("Clients retry by themselves, which delays the next model and hides failures: build '{}' with "
					+ "maxRetries(0)", String.join("', '", retrying));
		}
	}

	private static Optional<Integer> retries(Object client) {
		Field field = ReflectionUtils.findField(client.getClass(), FIELD);
		return (field != null && field.trySetAccessible()
				&& ReflectionUtils.getField(field, client) instanceof Integer times) ? Optional.of(times)
						: Optional.empty();
	}

}
