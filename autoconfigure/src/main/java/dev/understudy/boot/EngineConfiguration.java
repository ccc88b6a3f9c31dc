package dev.understudy.boot;

import java.util.stream.Stream;

import dev.understudy.HealthProbe;
import dev.understudy.QuotaReader;
import dev.understudy.RouterListener;
import dev.understudy.UsageExtractor;
import dev.understudy.failure.FailureClassifier;
import dev.understudy.health.StateStore;
import dev.understudy.health.Ticker;
import dev.understudy.limit.LimitStore;
import dev.understudy.routing.CallObserver;
import dev.understudy.routing.ContextCarrier;
import dev.understudy.routing.Timer;
import dev.understudy.routing.Understudy;
import dev.understudy.routing.UnderstudyBuilder;
import dev.understudy.spring.ContextCarriers;
import dev.understudy.spring.StartupCheck;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;

/**
 * The engine of an application that does not build its own. Made even where beans are
 * lazy, so that every mistake is found at start-up.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnMissingBean(Understudy.class)
class EngineConfiguration {

	@Lazy(false)
	@Bean(destroyMethod = "close")
	Understudy understudy(UnderstudyProperties properties, PropertyChecks checks, RepertoireMapper mapper,
			ObjectProvider<StartupCheck> others, BeanFactory beans) {
		checks.require(properties, others.orderedStream().toList());
		return builder(beans).whenLimitStoreIsDown(properties.limits().whenStoreIsDown())
			.repertoire(mapper.map(properties))
			.build();
	}

	@Bean
	UnderstudyRefresh understudyRefresh(Environment environment, PropertyChecks checks, RepertoireMapper mapper,
			PropertiesInForce inForce, Understudy understudy) {
		return new UnderstudyRefresh(environment, checks, mapper, inForce, understudy);
	}

	@Bean
	static EnvironmentChangeListener understudyEnvironmentChangeListener(ObjectProvider<UnderstudyRefresh> refresh) {
		return new EnvironmentChangeListener(refresh);
	}

	/** With everything that is not configured but replaced or added by beans. */
	private static UnderstudyBuilder builder(BeanFactory beans) {
		UnderstudyBuilder builder = Understudy.builder();
		ordered(beans, FailureClassifier.class).forEach(builder::classifier);
		ordered(beans, UsageExtractor.class).forEach(builder::usageExtractor);
		ordered(beans, QuotaReader.class).forEach(builder::quotaReader);
		ordered(beans, RouterListener.class).forEach(builder::listener);
		ordered(beans, HealthProbe.class).forEach(builder::probe);
		ContextCarrier present = ContextCarriers.present(EngineConfiguration.class.getClassLoader());
		builder.context(
				ContextCarrier.all(Stream.concat(Stream.of(present), ordered(beans, ContextCarrier.class)).toList()));
		beans.getBeanProvider(CallObserver.class).ifAvailable(builder::observer);
		beans.getBeanProvider(LimitStore.class).ifAvailable(builder::limitStore);
		beans.getBeanProvider(Ticker.class).ifAvailable(builder::ticker);
		beans.getBeanProvider(Timer.class).ifAvailable(builder::timer);
		beans.getBeanProvider(StateStore.class).ifAvailable(builder::stateStore);
		return builder;
	}

	private static <T> Stream<T> ordered(BeanFactory beans, Class<T> type) {
		return beans.getBeanProvider(type).orderedStream();
	}

}
