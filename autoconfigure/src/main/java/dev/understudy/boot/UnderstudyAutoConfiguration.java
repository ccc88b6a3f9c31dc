package dev.understudy.boot;

import dev.understudy.HealthProbe;
import dev.understudy.ModelRegistry;
import dev.understudy.ModelRouter;
import dev.understudy.RouterListener;
import dev.understudy.UsageExtractor;
import dev.understudy.failure.FailureClassifier;
import dev.understudy.health.Ticker;
import dev.understudy.routing.LastGoodAnswers;
import dev.understudy.routing.TextConverter;
import dev.understudy.routing.Understudy;
import dev.understudy.routing.UnderstudyBuilder;
import dev.understudy.spring.DefaultChain;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.convert.ConversionService;

/**
 * Auto-configuration of the engine: models and chains from properties, everything else
 * from beans.
 */
@AutoConfiguration
@ConditionalOnBooleanProperty(name = "understudy.enabled", matchIfMissing = true)
@EnableConfigurationProperties(UnderstudyProperties.class)
public final class UnderstudyAutoConfiguration {

	private static final int MOST_LAST_GOOD_ANSWERS = 10_000;

	UnderstudyAutoConfiguration() {
	}

	@Bean
	@ConditionalOnMissingBean
	TextConverter understudyTextConverter(ConfigurableListableBeanFactory beans) {
		ConversionService conversion = beans.getConversionService();
		return new ConversionServiceTextConverter(
				(conversion != null) ? conversion : ApplicationConversionService.getSharedInstance());
	}

	@Bean
	@ConditionalOnMissingBean
	LastGoodAnswers understudyLastGoodAnswers() {
		return LastGoodAnswers.inMemory(MOST_LAST_GOOD_ANSWERS);
	}

	@Bean
	DefaultChain understudyDefaultChain(UnderstudyProperties properties) {
		return new DefaultChain(properties.effectiveDefaultChain().orElse(null),
				properties.chains().keySet().stream().toList());
	}

	@Bean
	RepertoireMapper understudyRepertoireMapper(ConfigurableListableBeanFactory beans, TextConverter converter,
			LastGoodAnswers lastGood, ObjectProvider<Ticker> ticker) {
		return new RepertoireMapper(new StrategyNames(beans), converter, lastGood,
				ticker.getIfAvailable(Ticker::system));
	}

	@Lazy(false)
	@Bean(destroyMethod = "close")
	@ConditionalOnMissingBean
	Understudy understudy(UnderstudyProperties properties, RepertoireMapper mapper,
			ObjectProvider<FailureClassifier> classifiers, ObjectProvider<UsageExtractor> extractors,
			ObjectProvider<RouterListener> listeners, ObjectProvider<HealthProbe> probes,
			ObjectProvider<Ticker> ticker) {
		UnderstudyBuilder builder = Understudy.builder().repertoire(mapper.map(properties));
		classifiers.orderedStream().forEach(builder::classifier);
		extractors.orderedStream().forEach(builder::usageExtractor);
		listeners.orderedStream().forEach(builder::listener);
		probes.orderedStream().forEach(builder::probe);
		ticker.ifAvailable(builder::ticker);
		return builder.build();
	}

	@Bean
	@ConditionalOnMissingBean
	ModelRouter modelRouter(Understudy understudy) {
		return understudy.router();
	}

	@Bean
	@ConditionalOnMissingBean
	ModelRegistry modelRegistry(Understudy understudy) {
		return understudy.registry();
	}

}
