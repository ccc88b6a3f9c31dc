package dev.understudy.boot;

import dev.understudy.springai.RoutingChatModel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.ai.chat.model.ChatModel;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;
import org.springframework.core.env.Environment;

/**
 * Registers a chat model for each chain whose models all have a client. That of the
 * default chain is primary, unless the application has a primary one or says otherwise;
 * the others are injected only where their chain is named.
 */
final class RoutingChatModelRegistrar implements BeanDefinitionRegistryPostProcessor {

	/** The bean that makes the chat models. */
	static final String FACTORY = "understudyRoutingChatModels";

	private static final Logger logger = LoggerFactory.getLogger(RoutingChatModelRegistrar.class);

	private final Environment environment;

	RoutingChatModelRegistrar(Environment environment) {
		this.environment = environment;
	}

	/**
	 * Sees all definitions there are, for this runs after the conditions of all others.
	 */
	@Override
	public void postProcessBeanDefinitionRegistry(BeanDefinitionRegistry registry) {
		if (registry instanceof ConfigurableListableBeanFactory factory) {
			WrittenOnly.bindIfPossible(this.environment)
				.ifPresent((properties) -> register(registry,
						new ClientBeans(factory, ChatModel.class, RoutingChatModel.class).asOfNow(), properties));
		}
	}

	private static void register(BeanDefinitionRegistry registry, ClientBeans beans, UnderstudyProperties properties) {
		boolean primary = !Boolean.FALSE.equals(properties.springAi().primary()) && !beans.anyPrimary();
		new RoutingBeans("Spring AI", "ChatModel", "ChatModel", RoutingChatModel.class, FACTORY, "routing", beans::find,
				logger)
			.register(registry, properties, primary ? properties.effectiveDefaultChain().orElse("") : "");
	}

}
