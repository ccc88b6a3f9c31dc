package dev.understudy.boot;

import java.util.concurrent.TimeUnit;

import dev.understudy.Model;
import dev.understudy.ModelRegistry;
import dev.understudy.ModelRouter;
import dev.understudy.micrometer.RouterMeters;
import dev.understudy.routing.Understudy;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * When there are meters, and that they are those of the application's registry.
 */
class UnderstudyMetricsAutoConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(
				AutoConfigurations.of(UnderstudyMetricsAutoConfiguration.class, UnderstudyAutoConfiguration.class))
		.withPropertyValues("understudy.models.gpt.provider=openai", "understudy.models.claude.provider=anthropic",
				"understudy.chains.assistant.models=gpt,claude", "understudy.defaults.timeout=0",
				"understudy.defaults.retry.max-attempts=1");

	private final ApplicationContextRunner withBoot = this.runner
		.withConfiguration(AutoConfigurations.of(CompositeMeterRegistryAutoConfiguration.class,
				MetricsAutoConfiguration.class, SimpleMetricsExportAutoConfiguration.class));

	@Test
	void timesCallsInTheRegistryOfTheApplication() {
		this.withBoot.run((context) -> {
			assertThat(context).hasSingleBean(RouterMeters.class);
			ModelRouter router = context.getBean(ModelRouter.class);
			router.call("assistant", Model::id);
			router.call("assistant", UnderstudyMetricsAutoConfigurationTests::unlessGpt);
			router.call("assistant", UnderstudyMetricsAutoConfigurationTests::unlessGpt);
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			assertThat(calls(registry, "gpt", "answered").count()).isOne();
			assertThat(calls(registry, "claude", "fell-back").count()).isEqualTo(2);
			assertThat(attempts(registry, "gpt", "openai", "success").count()).isOne();
			assertThat(attempts(registry, "gpt", "openai", "unknown").count()).isEqualTo(2);
			assertThat(attempts(registry, "claude", "anthropic", "success").count()).isEqualTo(2);
			assertThat(calls(registry, "gpt", "answered").totalTime(TimeUnit.NANOSECONDS)).isPositive();
		});
	}

	@Test
	void metersExistWithZeroBeforeTheFirstCall() {
		this.withBoot.run((context) -> assertZero(context.getBean(MeterRegistry.class)));
	}

	@Test
	void metersExistBeforeTheFirstCallEvenWhereBeansAreLazy() {
		this.withBoot
			.withInitializer(
					(context) -> context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
			.run((context) -> assertZero(context.getBean(MeterRegistry.class)));
	}

	@Test
	void goesOnAfterARefresh() {
		this.withBoot.run((context) -> {
			ModelRouter router = context.getBean(ModelRouter.class);
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			router.call("assistant", Model::id);
			int meters = registry.getMeters().size();
			context.getBean(UnderstudyRefresh.class).refresh();
			router.call("assistant", Model::id);
			assertThat(calls(registry, "gpt", "answered").count()).isEqualTo(2);
			assertThat(registry.getMeters()).hasSize(meters);
		});
	}

	@Test
	void recordsInEachOfSeveralRegistries() {
		this.withBoot.withBean("one", SimpleMeterRegistry.class, SimpleMeterRegistry::new)
			.withBean("two", SimpleMeterRegistry.class, SimpleMeterRegistry::new)
			.run((context) -> {
				assertThat(context.getBean(MeterRegistry.class)).isInstanceOf(CompositeMeterRegistry.class);
				context.getBean(ModelRouter.class).call("assistant", Model::id);
				assertThat(calls(context.getBean("one", MeterRegistry.class), "gpt", "answered").count()).isOne();
				assertThat(calls(context.getBean("two", MeterRegistry.class), "gpt", "answered").count()).isOne();
			});
	}

	@Test
	void letsABinderOfTheApplicationAskTheEngine() {
		this.withBoot.withUserConfiguration(Binder.class).run((context) -> {
			Gauge gauge = context.getBean(MeterRegistry.class).get("available").gauge();
			assertThat(gauge.value()).isEqualTo(2);
		});
	}

	@Test
	void keepsMetersOffThatTheApplicationDenies() {
		this.withBoot.withPropertyValues("management.metrics.enable.understudy=false").run((context) -> {
			assertThat(context.getBean(ModelRouter.class).<String>call("assistant", Model::id)).isEqualTo("gpt");
			assertThat(context.getBean(MeterRegistry.class).find("understudy.calls").timers()).isEmpty();
		});
	}

	@Test
	void backsOffForMetersOfTheApplication() {
		RouterMeters own = new RouterMeters(new SimpleMeterRegistry());
		this.withBoot.withBean(RouterMeters.class, () -> own)
			.run((context) -> assertThat(context.getBean(RouterMeters.class)).isSameAs(own));
	}

	@Test
	void leavesMetersOutWithoutARegistry() {
		this.runner.run((context) -> {
			assertThat(context).hasNotFailed().doesNotHaveBean(RouterMeters.class);
			assertThat(context.getBean(ModelRouter.class).<String>call("assistant", Model::id)).isEqualTo("gpt");
		});
	}

	@Test
	void leavesMetersOutWithoutMicrometer() {
		this.runner.withClassLoader(new FilteredClassLoader("io.micrometer")).run((context) -> {
			assertThat(context).hasNotFailed().doesNotHaveBean(RouterMeters.class);
			assertThat(context.getBean(ModelRouter.class).<String>call("assistant", Model::id)).isEqualTo("gpt");
		});
	}

	@Test
	void leavesMetersOutWhenDisabled() {
		this.withBoot.withPropertyValues("understudy.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(RouterMeters.class));
	}

	@Test
	void promisesNoMetersForAnEngineThatMayNotHaveTheListener() {
		this.withBoot.withUserConfiguration(OwnEngine.class).run((context) -> {
			assertThat(context).hasSingleBean(RouterMeters.class);
			assertThat(context.getBean(MeterRegistry.class).find("understudy.calls").timers()).isEmpty();
		});
	}

	private static void assertZero(MeterRegistry registry) {
		assertThat(calls(registry, "gpt", "answered").count()).isZero();
		assertThat(calls(registry, "claude", "fell-back").count()).isZero();
		assertThat(calls(registry, "none", "degraded").count()).isZero();
		assertThat(calls(registry, "none", "failed").count()).isZero();
		assertThat(attempts(registry, "claude", "anthropic", "success").count()).isZero();
	}

	private static String unlessGpt(Model model) {
		if (model.id().equals("gpt")) {
			throw new IllegalStateException("down");
		}
		return model.id();
	}

	private static Timer calls(MeterRegistry registry, String model, String outcome) {
		return registry.get("understudy.calls").tags("chain", "assistant", "model", model, "outcome", outcome).timer();
	}

	private static Timer attempts(MeterRegistry registry, String model, String provider, String result) {
		return registry.get("understudy.attempts")
			.tags("chain", "assistant", "model", model, "provider", provider, "result", result)
			.timer();
	}

	@Configuration(proxyBeanMethods = false)
	static class Binder {

		@Bean
		MeterBinder available(ModelRegistry models) {
			return (registry) -> Gauge.builder("available", () -> models.available("assistant").size())
				.register(registry);
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
