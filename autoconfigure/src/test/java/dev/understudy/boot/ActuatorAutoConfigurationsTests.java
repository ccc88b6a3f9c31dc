package dev.understudy.boot;

import java.util.HashMap;
import java.util.Map;

import dev.understudy.Model;
import dev.understudy.ModelRegistry;
import dev.understudy.ModelRouter;
import dev.understudy.actuate.ChainsEndpoint;
import dev.understudy.actuate.HttpManners;
import dev.understudy.actuate.ModelsEndpoint;
import dev.understudy.actuate.UnderstudyHealthIndicator;
import dev.understudy.actuate.UnderstudyInfoContributor;
import dev.understudy.routing.Understudy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.actuate.autoconfigure.info.InfoContributorAutoConfiguration;
import org.springframework.boot.actuate.info.Info;
import org.springframework.boot.actuate.info.InfoContributor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.autoconfigure.contributor.HealthContributorAutoConfiguration;
import org.springframework.boot.health.autoconfigure.registry.HealthContributorRegistryAutoConfiguration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.registry.HealthContributorRegistry;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.MapPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * When there are endpoints, health and info.
 */
class ActuatorAutoConfigurationsTests {

	private static final AutoConfigurations OURS = AutoConfigurations.of(UnderstudyAutoConfiguration.class,
			UnderstudyEndpointsAutoConfiguration.class, UnderstudyHealthAutoConfiguration.class,
			UnderstudyInfoAutoConfiguration.class);

	private static final String[] STAGE = { "understudy.models.gpt.provider=openai",
			"understudy.chains.assistant.models=gpt", "understudy.defaults.timeout=0" };

	private final ApplicationContextRunner runner = new ApplicationContextRunner().withConfiguration(OURS)
		.withPropertyValues(STAGE);

	private final WebApplicationContextRunner web = new WebApplicationContextRunner().withConfiguration(OURS)
		.withPropertyValues(STAGE);

	@Test
	void endpointsExistWhereTheyAreExposed() {
		this.web.withPropertyValues("management.endpoints.web.exposure.include=models,chains")
			.run((context) -> assertThat(context).hasSingleBean(ModelsEndpoint.class)
				.hasSingleBean(ChainsEndpoint.class)
				.getBeans(HttpManners.class)
				.hasSize(2));
		this.web.withPropertyValues("management.endpoints.web.exposure.include=chains")
			.run((context) -> assertThat(context).doesNotHaveBean(ModelsEndpoint.class)
				.hasSingleBean(ChainsEndpoint.class)
				.hasSingleBean(HttpManners.class));
		this.web.run((context) -> assertThat(context).doesNotHaveBean(ModelsEndpoint.class)
			.doesNotHaveBean(ChainsEndpoint.class)
			.doesNotHaveBean(HttpManners.class));
	}

	@Test
	void endpointsBackOffForThoseOfTheApplication() {
		this.web.withPropertyValues("management.endpoints.web.exposure.include=*")
			.withUserConfiguration(OwnEndpoint.class)
			.run((context) -> assertThat(context).hasSingleBean(ModelsEndpoint.class).hasBean("own"));
	}

	@Test
	void theContributorIsCalledUnderstudy() {
		this.runner
			.withConfiguration(AutoConfigurations.of(HealthContributorAutoConfiguration.class,
					HealthContributorRegistryAutoConfiguration.class))
			.run((context) -> assertThat(context.getBean(HealthContributorRegistry.class).getContributor("understudy"))
				.isInstanceOf(UnderstudyHealthIndicator.class));
	}

	@ParameterizedTest
	@ValueSource(strings = { "management.health.understudy.enabled=false", "management.health.defaults.enabled=false",
			"understudy.enabled=false" })
	void healthIsLeftOutOnRequest(String property) {
		this.runner.withPropertyValues(property)
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(UnderstudyHealthIndicator.class));
	}

	@Test
	void healthBacksOffForThatOfTheApplication() {
		this.runner.withBean("understudyHealthIndicator", HealthIndicator.class, () -> () -> Health.up().build())
			.run((context) -> assertThat(context).doesNotHaveBean(UnderstudyHealthIndicator.class));
	}

	@ParameterizedTest
	@ValueSource(strings = { "management.info.understudy.enabled=false", "management.info.defaults.enabled=false",
			"understudy.enabled=false" })
	void infoIsLeftOutOnRequest(String property) {
		this.runner.withPropertyValues(property)
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(UnderstudyInfoContributor.class));
	}

	@Test
	void infoTellsThatARefreshArrived() {
		Map<String, Object> changing = new HashMap<>();
		this.runner.withConfiguration(AutoConfigurations.of(InfoContributorAutoConfiguration.class))
			.withInitializer((context) -> context.getEnvironment()
				.getPropertySources()
				.addFirst(new MapPropertySource("changing", changing)))
			.run((context) -> {
				InfoContributor contributor = context.getBean(UnderstudyInfoContributor.class);
				String before = chains(contributor);
				assertThat(chains(contributor)).isEqualTo(before).contains("assistant", "gpt");
				context.getBean(UnderstudyRefresh.class).refresh();
				assertThat(chains(contributor)).isEqualTo(before);
				changing.put("understudy.chains.assistant.deadline", "5s");
				context.getBean(UnderstudyRefresh.class).refresh();
				assertThat(chains(contributor)).isNotEqualTo(before);
				changing.clear();
				context.getBean(UnderstudyRefresh.class).refresh();
				assertThat(chains(contributor)).isEqualTo(before);
			});
	}

	@Test
	void anEngineOfTheApplicationHasHealthButNoInfoOfProperties() {
		this.runner.withUserConfiguration(OwnEngine.class)
			.run((context) -> assertThat(context).hasSingleBean(UnderstudyHealthIndicator.class)
				.doesNotHaveBean(UnderstudyInfoContributor.class));
	}

	@ParameterizedTest
	@ValueSource(strings = { "org.springframework.boot.actuate", "org.springframework.boot.health",
			"org.springframework.boot.actuate.autoconfigure", "org.springframework.boot.health.autoconfigure",
			"org.springframework.boot.actuate,org.springframework.boot.health" })
	void theRouterWorksWhateverIsMissing(String packages) {
		this.web.withClassLoader(new FilteredClassLoader(packages.split(",")))
			.withPropertyValues("management.endpoints.web.exposure.include=*")
			.run((context) -> {
				assertThat(context).hasNotFailed();
				assertThat(context.getBean(ModelRouter.class).<String>call("assistant", Model::id)).isEqualTo("gpt");
				assertThat(context.containsBean("understudyHealthIndicator"))
					.isEqualTo(!packages.contains("boot.health"));
				assertThat(context.containsBean("understudyModelsEndpoint"))
					.isEqualTo(!packages.contains("boot.actuate"));
			});
	}

	private static String chains(InfoContributor contributor) {
		Info.Builder builder = new Info.Builder();
		contributor.contribute(builder);
		return ((Map<?, ?>) builder.build().get("understudy")).get("chains").toString();
	}

	@Configuration(proxyBeanMethods = false)
	static class OwnEndpoint {

		@Bean
		ModelsEndpoint own(ModelRegistry registry) {
			return new ModelsEndpoint(registry);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnEngine {

		@Bean
		Understudy ownUnderstudy() {
			return Understudy.builder().models(Model.of("own", "x", "own")).chain("own", "own").build();
		}

	}

}
