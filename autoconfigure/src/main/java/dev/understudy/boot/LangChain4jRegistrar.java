package dev.understudy.boot;

import dev.understudy.langchain4j.RoutingChatModel;
import dev.understudy.langchain4j.RoutingStreamingChatModel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;
import org.springframework.core.env.Environment;

/**
 * Registers a chat model of LangChain4j for each chain whose models all have a client of
 * one kind. That of the default chain is primary, unless the application has a primary
 * one; the others are injected only where their chain is named.
 */
final class LangChain4jRegistrar implements BeanDefinitionRegistryPostProcessor {

	/** The bean that makes the chat models. */
	static final String CALLS = "understudyLangChain4jChatModels";

	/** The bean that makes the streaming chat models. */
	static final String STREAMS = "understudyLangChain4jStreamingChatModels";

	private static final Logger logger = LoggerFactory.getLogger(LangChain4jRegistrar.class);

	private final Environment environment;

	private final boolean streams;

	LangChain4jRegistrar(Environment environment, boolean streams) {
		this.environment = environment;
		this.streams = streams;
	}

	/**
	 * Sees all definitions there are, for this runs after the conditions of all others.
	 */
	@Override
	public void postProcessBeanDefinitionRegistry(BeanDefinitionRegistry registry) {
		if (registry instanceof ConfigurableListableBeanFactory factory) {
			WrittenOnly.bindIfPossible(this.environment)
				.ifPresent((properties) -> register(registry, new LangChain4jClients(factory), properties));
		}
	}

	private void register(BeanDefinitionRegistry registry, LangChain4jClients clients,
			UnderstudyProperties properties) {
		ClientBeans kind = this.streams ? clients.streams() : clients.calls();
		beans(clients).register(registry, properties,
				kind.anyPrimary() ? "" : properties.effectiveDefaultChain().orElse(""));
	}

	private RoutingBeans beans(LangChain4jClients clients) {
		return this.streams
				? new RoutingBeans("LangChain4j", "StreamingChatModel of LangChain4j", "LangChain4jStreamingChatModel",
						RoutingStreamingChatModel.class, STREAMS, "chain", clients::stream, logger)
				: new RoutingBeans("LangChain4j", "ChatModel of LangChain4j", "LangChain4jChatModel",
						RoutingChatModel.class, CALLS, "chain", clients::call, logger);
	}

}
