package dev.understudy.boot;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.understudy.springai.ChatModelBeans;
import dev.understudy.springai.ClientSearch;
import dev.understudy.springai.RoutingChatModel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.AutowireCandidateQualifier;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.context.properties.bind.BindException;
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
			properties()
				.ifPresent((properties) -> register(registry, new ChatModelBeans(factory).asOfNow(), properties));
		}
	}

	private void register(BeanDefinitionRegistry registry, ChatModelBeans beans, UnderstudyProperties properties) {
		boolean primary = !Boolean.FALSE.equals(properties.springAi().primary()) && !beans.anyPrimary();
		String ofAll = primary ? properties.effectiveDefaultChain().orElse("") : "";
		properties.chains().forEach((chain, settings) -> {
			String name = chain + "ChatModel";
			if (isOurs(registry, name)) {
				return;
			}
			List<String> without = without(beans, properties, settings);
			if (registry.containsBeanDefinition(name)) {
				logger.info("Chain '{}' gets no ChatModel: there is another bean '{}'", chain, name);
			}
			else if (!without.isEmpty()) {
				logger.info("Chain '{}' gets no ChatModel: no bean of Spring AI is the client of {}", chain,
						String.join(", ", without));
			}
			else {
				registry.registerBeanDefinition(name, definition(chain, chain.equals(ofAll)));
			}
		});
	}

	/** What was processed ahead of time is there already. */
	private static boolean isOurs(BeanDefinitionRegistry registry, String name) {
		return registry.containsBeanDefinition(name)
				&& FACTORY.equals(registry.getBeanDefinition(name).getFactoryBeanName());
	}

	private static List<String> without(ChatModelBeans beans, UnderstudyProperties properties,
			ChainProperties settings) {
		List<String> without = new ArrayList<>();
		for (ChainProperties.Entry entry : settings.models()) {
			ModelProperties model = properties.models().get(entry.model());
			if (model == null || beans.find(model.provider(), model.client()).result() != ClientSearch.Result.FOUND) {
				without.add("model '" + entry.model() + "'" + ((model != null) ? of(model) : ""));
			}
		}
		return without;
	}

	private static String of(ModelProperties model) {
		if (model.client() != null) {
			return " (client '" + model.client() + "')";
		}
		return model.provider().isBlank() ? " (neither provider nor client is set)"
				: " (provider '" + model.provider() + "')";
	}

	private static RootBeanDefinition definition(String chain, boolean primary) {
		RootBeanDefinition definition = new RootBeanDefinition();
		definition.setTargetType(RoutingChatModel.class);
		definition.setFactoryBeanName(FACTORY);
		definition.setFactoryMethodName("chain");
		definition.getConstructorArgumentValues().addIndexedArgumentValue(0, chain);
		definition.addQualifier(new AutowireCandidateQualifier(Qualifier.class, chain));
		definition.setPrimary(primary);
		definition.setDefaultCandidate(primary);
		return definition;
	}

	/** What cannot be bound is reported when the engine is made. */
	private Optional<UnderstudyProperties> properties() {
		try {
			return Optional.of(WrittenOnly.bind(this.environment));
		}
		catch (BindException ex) {
			return Optional.empty();
		}
	}

}
