package dev.understudy.boot;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import org.slf4j.Logger;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.support.AutowireCandidateQualifier;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;

/**
 * Registers one kind of routing beans: one for each chain whose models all have a client.
 *
 * @param library whose clients they are
 * @param kind what they are called in the log
 * @param suffix what follows the chain in their names
 * @param type their type
 * @param factory the bean that makes them
 * @param method its method, which takes the chain's name
 * @param search knows which bean is the client of a model
 * @param logger tells which chain gets none, and why
 */
record RoutingBeans(String library, String kind, String suffix, Class<?> type, String factory, String method,
		Function<ModelProperties, ClientSearch> search, Logger logger) {

	/**
	 * Registers the beans.
	 * @param registry where to
	 * @param properties have the chains
	 * @param primary the chain whose bean is primary, empty for none; the others are
	 * injected only where their chain is named
	 */
	void register(BeanDefinitionRegistry registry, UnderstudyProperties properties, String primary) {
		properties.chains().forEach((chain, settings) -> {
			String name = chain + this.suffix;
			if (isOurs(registry, name)) {
				return;
			}
			List<String> without = without(properties, settings);
			if (registry.containsBeanDefinition(name)) {
				this.logger.info("Chain '{}' gets no {}: there is another bean '{}'", chain, this.kind, name);
			}
			else if (!without.isEmpty()) {
				this.logger.info("Chain '{}' gets no {}: no bean of {} is the client of {}", chain, this.kind,
						this.library, String.join(", ", without));
			}
			else {
				registry.registerBeanDefinition(name, definition(chain, chain.equals(primary)));
			}
		});
	}

	/** What was processed ahead of time is there already. */
	private boolean isOurs(BeanDefinitionRegistry registry, String name) {
		return registry.containsBeanDefinition(name)
				&& this.factory.equals(registry.getBeanDefinition(name).getFactoryBeanName());
	}

	private List<String> without(UnderstudyProperties properties, ChainProperties settings) {
		List<String> without = new ArrayList<>();
		for (ChainProperties.Entry entry : settings.models()) {
			ModelProperties model = properties.models().get(entry.model());
			if (model == null || this.search.apply(model).result() != ClientSearch.Result.FOUND) {
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

	private RootBeanDefinition definition(String chain, boolean primary) {
		RootBeanDefinition definition = new RootBeanDefinition();
		definition.setTargetType(this.type);
		definition.setFactoryBeanName(this.factory);
		definition.setFactoryMethodName(this.method);
		definition.getConstructorArgumentValues().addIndexedArgumentValue(0, chain);
		definition.addQualifier(new AutowireCandidateQualifier(Qualifier.class, chain));
		definition.setPrimary(primary);
		definition.setDefaultCandidate(primary);
		return definition;
	}

}
