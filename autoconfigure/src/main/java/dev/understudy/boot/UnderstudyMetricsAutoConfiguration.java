package dev.understudy.boot;

import dev.understudy.micrometer.ModelGauges;
import dev.understudy.micrometer.RouterMeters;
import dev.understudy.routing.Understudy;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;

/**
 * Auto-configuration of meters in the application's registry. The engine hears of the
 * listener when it is made, which is after all beans are defined.
 */
@AutoConfiguration(after = UnderstudyAutoConfiguration.class,
		afterName = { "org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration",
				"org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration" })
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnSingleCandidate(MeterRegistry.class)
@ConditionalOnBean(Understudy.class)
public final class UnderstudyMetricsAutoConfiguration {

	UnderstudyMetricsAutoConfiguration() {
	}

	@Bean
	@ConditionalOnMissingBean
	RouterMeters understudyRouterMeters(MeterRegistry registry) {
		return new RouterMeters(registry);
	}

	/**
	 * Only for an engine of ours, which has the listener; only such an engine comes with
	 * a refresh.
	 */
	@Bean
	@Lazy(false)
	@ConditionalOnBean(UnderstudyRefresh.class)
	RepertoireFollower understudyMetersBeforeTheFirstCall(RouterMeters meters, Understudy understudy) {
		return new RepertoireFollower(understudy, meters::prepare);
	}

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnSingleCandidate(Understudy.class)
	ModelGauges understudyModelGauges(MeterRegistry registry, Understudy understudy) {
		return new ModelGauges(registry, understudy);
	}

	/** For an engine of the application, too: gauges ask it, and need no listener. */
	@Bean
	@Lazy(false)
	@ConditionalOnBean(ModelGauges.class)
	RepertoireFollower understudyGaugesBeforeTheFirstCall(ModelGauges gauges, Understudy understudy) {
		return new RepertoireFollower(understudy, gauges::show);
	}

}
