package dev.understudy.boot;

import dev.understudy.ModelRegistry;
import dev.understudy.actuate.UnderstudyHealthIndicator;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration of the health contributor, which is called after its bean. It
 * belongs to no group of its own accord: a provider that is down is no reason to restart
 * this application, nor to send its callers elsewhere.
 */
@AutoConfiguration(after = UnderstudyAutoConfiguration.class,
		beforeName = "org.springframework.boot.health.autoconfigure.contributor.HealthContributorAutoConfiguration")
@ConditionalOnClass({ HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class })
@ConditionalOnBean(ModelRegistry.class)
public final class UnderstudyHealthAutoConfiguration {

	UnderstudyHealthAutoConfiguration() {
	}

	/** The condition is here, where nobody looks for its class before it is there. */
	@Bean
	@ConditionalOnEnabledHealthIndicator("understudy")
	@ConditionalOnMissingBean(name = { "understudyHealthIndicator", "understudyHealthContributor" })
	UnderstudyHealthIndicator understudyHealthIndicator(ModelRegistry registry) {
		return new UnderstudyHealthIndicator(registry);
	}

}
