package dev.understudy.boot;

import dev.understudy.actuate.UnderstudyInfoContributor;
import dev.understudy.spring.DefaultChain;

import org.springframework.boot.actuate.autoconfigure.info.ConditionalOnEnabledInfoContributor;
import org.springframework.boot.actuate.info.InfoContributor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration of what the info endpoint tells. Only for an engine of ours: what
 * another one runs is not in the properties.
 */
@AutoConfiguration(after = UnderstudyAutoConfiguration.class)
@ConditionalOnClass({ InfoContributor.class, ConditionalOnEnabledInfoContributor.class })
@ConditionalOnBean(UnderstudyRefresh.class)
public final class UnderstudyInfoAutoConfiguration {

	UnderstudyInfoAutoConfiguration() {
	}

	/** The condition is here, where nobody looks for its class before it is there. */
	@Bean
	@ConditionalOnEnabledInfoContributor("understudy")
	@ConditionalOnMissingBean
	UnderstudyInfoContributor understudyInfoContributor(PropertiesInForce inForce, DefaultChain defaultChain) {
		return new UnderstudyInfoContributor(new ConfigurationVersions(inForce, defaultChain));
	}

}
