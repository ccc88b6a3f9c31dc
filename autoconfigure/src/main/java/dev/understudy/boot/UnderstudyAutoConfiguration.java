package dev.understudy.boot;

import dev.understudy.ModelRegistry;
import dev.understudy.ModelRouter;
import dev.understudy.health.Ticker;
import dev.understudy.routing.LastGoodAnswers;
import dev.understudy.routing.TextConverter;
import dev.understudy.routing.Understudy;
import dev.understudy.spring.ApplicationEvents;
import dev.understudy.spring.DefaultChain;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.context.properties.ConfigurationPropertiesBindHandlerAdvisor;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Role;
import org.springframework.core.convert.ConversionService;
import org.springframework.core.env.Environment;
import org.springframework.scheduling.TaskScheduler;

/**
 * Auto-configuration of the engine: models and chains from properties, everything else
 * from beans.
 */
@AutoConfiguration(afterName = "org.springframework.boot.cache.autoconfigure.CacheAutoConfiguration")
@ConditionalOnBooleanProperty(name = "understudy.enabled", matchIfMissing = true)
@EnableConfigurationProperties(UnderstudyProperties.class)
@Import({ CaffeineConfiguration.class, LastGoodConfiguration.class, EngineConfiguration.class })
@ImportRuntimeHints(PropertyHints.class)
public final class UnderstudyAutoConfiguration {

	UnderstudyAutoConfiguration() {
	}

	@Bean
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	static ConfigurationPropertiesBindHandlerAdvisor understudyBindHandlerAdvisor() {
		return WrittenOnly::new;
	}

	@Bean
	@ConditionalOnMissingBean
	TextConverter understudyTextConverter(ConfigurableListableBeanFactory beans) {
		ConversionService conversion = beans.getConversionService();
		return new ConversionServiceTextConverter(
				(conversion != null) ? conversion : ApplicationConversionService.getSharedInstance());
	}

	@Bean
	DefaultChain understudyDefaultChain(UnderstudyProperties properties) {
		return new DefaultChain(properties.effectiveDefaultChain().orElse(null),
				properties.chains().keySet().stream().toList());
	}

	@Bean
	PropertiesInForce understudyPropertiesInForce(UnderstudyProperties properties, ObjectProvider<Ticker> ticker) {
		return new PropertiesInForce(properties, ticker.getIfAvailable(Ticker::system));
	}

	@Bean
	StrategyNames understudyStrategyNames(ConfigurableListableBeanFactory beans) {
		return new StrategyNames(beans);
	}

	@Bean
	PropertyChecks understudyPropertyChecks(Environment environment, StrategyNames strategies,
			ObjectProvider<ClientCheck> clients) {
		return new PropertyChecks(environment, strategies, clients::orderedStream);
	}

	@Bean
	ClientCheck understudyClientBeanCheck(ConfigurableListableBeanFactory beans) {
		return new ClientBeanCheck(beans);
	}

	@Bean
	RepertoireMapper understudyRepertoireMapper(StrategyNames strategies, TextConverter converter,
			LastGoodAnswers lastGood, ObjectProvider<Ticker> ticker, ObjectProvider<ClientNames> clients) {
		return new RepertoireMapper(strategies, converter, lastGood, ticker.getIfAvailable(Ticker::system),
				new SharedClients(clients::orderedStream));
	}

	@Lazy(false)
	@Bean
	@ConditionalOnSingleCandidate(Understudy.class)
	ProbeRounds understudyProbeRounds(Understudy understudy, ObjectProvider<TaskScheduler> schedulers) {
		return new ProbeRounds(understudy.probes(), schedulers);
	}

	@Bean
	@ConditionalOnMissingBean
	ApplicationEvents understudyApplicationEvents(ApplicationContext context) {
		return new ApplicationEvents(context);
	}

	@Bean
	@ConditionalOnMissingBean
	ModelRouter modelRouter(Understudy understudy) {
		ModelRouter router = understudy.router();
		return understudy.repertoire().chains().isEmpty() ? new UnconfiguredRouter(router) : router;
	}

	@Bean
	@ConditionalOnMissingBean
	ModelRegistry modelRegistry(Understudy understudy) {
		return understudy.registry();
	}

}
