package dev.understudy.boot;

import dev.understudy.micrometer.CallObservationConvention;
import dev.understudy.micrometer.CallObservations;
import dev.understudy.routing.CallObserver;
import dev.understudy.routing.Understudy;
import io.micrometer.observation.ObservationRegistry;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration of observations in the application's registry. The engine hears of
 * the observer when it is made, which is after all beans are defined.
 * <p>
 * Boot's own switch of the observation is looked at here, too, so that calls which nobody
 * observes cost no more than without Micrometer.
 */
@AutoConfiguration(after = UnderstudyAutoConfiguration.class,
		afterName = "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration")
@ConditionalOnClass(ObservationRegistry.class)
@ConditionalOnSingleCandidate(ObservationRegistry.class)
@ConditionalOnBean(Understudy.class)
@ConditionalOnBooleanProperty(name = "management.observations.enable.understudy.call", matchIfMissing = true)
public final class UnderstudyObservationAutoConfiguration {

	UnderstudyObservationAutoConfiguration() {
	}

	@Bean
	@ConditionalOnMissingBean(CallObserver.class)
	CallObservations understudyCallObservations(ObservationRegistry registry,
			ObjectProvider<CallObservationConvention> convention) {
		return new CallObservations(registry, convention.getIfAvailable());
	}

}
