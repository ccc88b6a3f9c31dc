package dev.understudy.boot;

import dev.understudy.ModelRegistry;
import dev.understudy.actuate.ChainsEndpoint;
import dev.understudy.actuate.HttpManners;
import dev.understudy.actuate.ModelsEndpoint;

import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Auto-configuration of actuator endpoints for models and chains, each where it is
 * exposed.
 */
@AutoConfiguration(after = UnderstudyAutoConfiguration.class)
@ConditionalOnClass({ Endpoint.class, ConditionalOnAvailableEndpoint.class })
@ConditionalOnBean(ModelRegistry.class)
public final class UnderstudyEndpointsAutoConfiguration {

	UnderstudyEndpointsAutoConfiguration() {
	}

	/**
	 * Models.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnAvailableEndpoint(endpoint = ModelsEndpoint.class)
	@ConditionalOnMissingBean(ModelsEndpoint.class)
	static class ModelsConfiguration {

		@Bean
		ModelsEndpoint understudyModelsEndpoint(ModelRegistry registry) {
			return new ModelsEndpoint(registry);
		}

		@Bean
		HttpManners understudyModelsManners() {
			return new HttpManners(ModelsEndpoint.ID);
		}

	}

	/**
	 * Chains.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnAvailableEndpoint(endpoint = ChainsEndpoint.class)
	@ConditionalOnMissingBean(ChainsEndpoint.class)
	static class ChainsConfiguration {

		@Bean
		ChainsEndpoint understudyChainsEndpoint(ModelRegistry registry) {
			return new ChainsEndpoint(registry);
		}

		@Bean
		HttpManners understudyChainsManners() {
			return new HttpManners(ChainsEndpoint.ID);
		}

	}

}
