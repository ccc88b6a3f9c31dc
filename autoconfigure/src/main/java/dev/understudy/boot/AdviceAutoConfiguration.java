package dev.understudy.boot;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import dev.understudy.health.Ticker;
import dev.understudy.routing.LastGoodAnswers;
import dev.understudy.routing.TextConverter;
import dev.understudy.routing.Understudy;
import dev.understudy.spring.AdviceAssembly;
import dev.understudy.spring.ChainCatalog;
import dev.understudy.spring.DefaultChain;
import dev.understudy.spring.FallbackPostProcessor;
import dev.understudy.spring.MethodPlans;
import dev.understudy.spring.StartupCheck;
import dev.understudy.spring.WeavingCheck;
import dev.understudy.spring.WovenContext;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;

/**
 * Auto-configuration of the annotations: advice in proxies or woven, and the check of all
 * beans.
 */
@AutoConfiguration(after = UnderstudyAutoConfiguration.class)
@ConditionalOnBooleanProperty(name = "understudy.enabled", matchIfMissing = true)
public final class AdviceAutoConfiguration {

	AdviceAutoConfiguration() {
	}

	@Bean
	AdviceAssembly understudyAdviceAssembly(ConfigurableListableBeanFactory beans, UnderstudyProperties properties,
			DefaultChain defaultChain, TextConverter converter, LastGoodAnswers answers,
			ObjectProvider<Ticker> ticker) {
		ChainCatalog catalog = new ChainCatalog(defaultChain.name(), capabilities(properties));
		return new AdviceAssembly(beans, catalog, converter, answers, ticker.getIfAvailable(Ticker::system),
				() -> null);
	}

	@Bean
	StartupCheck understudyAnnotationCheck(AdviceAssembly assembly, UnderstudyProperties properties) {
		return assembly.check(properties.advice().mode() == UnderstudyProperties.Advice.Mode.PROXY);
	}

	@Bean
	MethodPlans understudyMethodPlans(AdviceAssembly assembly, Understudy understudy) {
		return assembly.plans(understudy);
	}

	private static Map<String, List<Set<String>>> capabilities(UnderstudyProperties properties) {
		Map<String, List<Set<String>>> byChain = new LinkedHashMap<>();
		properties.chains()
			.forEach((name, chain) -> byChain.put(name,
					chain.models()
						.stream()
						.map((entry) -> properties.models().get(entry.model()))
						.filter(Objects::nonNull)
						.map((model) -> Set.copyOf(model.capabilities()))
						.toList()));
		return byChain;
	}

	/**
	 * Advice in proxies.
	 */
	@Configuration(proxyBeanMethods = false)
	@Conditional(OnAdviceMode.Proxy.class)
	static class ProxyConfiguration {

		@Bean
		static FallbackPostProcessor understudyPostProcessor(ObjectProvider<MethodPlans> plans,
				Environment environment) {
			int order = environment.getProperty("understudy.advice.order", Integer.class, Ordered.LOWEST_PRECEDENCE);
			FallbackPostProcessor processor = new FallbackPostProcessor(plans::getObject, order);
			processor
				.setProxyTargetClass(environment.getProperty("spring.aop.proxy-target-class", Boolean.class, true));
			return processor;
		}

	}

	/**
	 * Advice that AspectJ weaves.
	 */
	@Configuration(proxyBeanMethods = false)
	@Conditional(OnAdviceMode.AspectJ.class)
	static class WeavingConfiguration {

		@Bean
		static WovenContext understudyWovenContext(ObjectProvider<MethodPlans> plans) {
			return new WovenContext(plans::getObject);
		}

		@Bean
		StartupCheck understudyWeavingCheck(ConfigurableListableBeanFactory beans, Environment environment) {
			return new WeavingCheck(beans.getBeanClassLoader(),
					environment.containsProperty("understudy.advice.order"));
		}

	}

}
