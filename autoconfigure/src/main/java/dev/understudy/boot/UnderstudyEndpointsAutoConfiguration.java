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
import org.springframework.core.env.Environment;

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

	/** Over JMX alone there are no properties of the web. */
	private static String path(Environment environment, String endpoint) {
		return environment.getProperty("management.endpoints.web.base-path", "")
				+ environment.getProperty("management.endpoints.web.path-mapping." + endpoint, "");
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
		HttpManners understudyModelsManners(Environment environment) {
			return new HttpManners(ModelsEndpoint.ID, path(environment, ModelsEndpoint.ID));
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
		HttpManners understudyChainsManners(Environment environment) {
			return new HttpManners(ChainsEndpoint.ID, path(environment, ChainsEndpoint.ID));
		}

	}

}
