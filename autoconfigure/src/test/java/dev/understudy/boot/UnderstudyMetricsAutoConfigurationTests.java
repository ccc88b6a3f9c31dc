package dev.understudy.boot;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;

import dev.understudy.Model;
import dev.understudy.ModelRegistry;
import dev.understudy.ModelRouter;
import dev.understudy.micrometer.ModelGauges;
import dev.understudy.micrometer.RouterMeters;
import dev.understudy.routing.ModelSettings;
import dev.understudy.routing.Repertoire;
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
import org.springframework.core.env.MapPropertySource;

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
	void gaugesAndZeroMetersComeAndGaugesGoWithTheModelsOfARefresh() {
		Map<String, Object> properties = new HashMap<>();
		this.withBoot
			.withInitializer((context) -> context.getEnvironment()
				.getPropertySources()
				.addFirst(new MapPropertySource("changing", properties)))
			.withPropertyValues("understudy.models.local.provider=ollama")
			.run((context) -> {
				MeterRegistry registry = context.getBean(MeterRegistry.class);
				assertThat(gauges(registry)).containsExactlyInAnyOrder("gpt", "claude", "local");
				properties.put("understudy.models.gemini.provider", "google");
				properties.put("understudy.chains.assistant.models", "claude,gemini");
				context.getBean(UnderstudyRefresh.class).refresh();
				assertThat(gauges(registry)).containsExactlyInAnyOrder("gpt", "claude", "local", "gemini");
				assertThat(attempts(registry, "gemini", "google", "success").count()).isZero();
				assertThat(calls(registry, "gemini", "fell-back").count()).isZero();
				assertThat(registry.get("understudy.fallbacks")
					.tags("from", "claude", "to", "gemini", "kind", "timeout")
					.counter()
					.count()).isZero();
				assertThat(registry.get("understudy.tokens").tag("model", "gemini").counters()).hasSize(2);
			});
	}

	@Test
	void gaugesOfAModelThatARefreshTookAwayAreGone() {
		Map<String, Object> properties = new HashMap<>(Map.of("understudy.models.gone.provider", "x"));
		this.withBoot
			.withInitializer((context) -> context.getEnvironment()
				.getPropertySources()
				.addFirst(new MapPropertySource("changing", properties)))
			.run((context) -> {
				MeterRegistry registry = context.getBean(MeterRegistry.class);
				assertThat(gauges(registry)).containsExactlyInAnyOrder("gpt", "claude", "gone");
				properties.clear();
				context.getBean(UnderstudyRefresh.class).refresh();
				assertThat(gauges(registry)).containsExactlyInAnyOrder("gpt", "claude");
				assertThat(registry.find("understudy.model.cooldown").tag("model", "gone").gauge()).isNull();
			});
	}

	@Test
	void showsTheModelsOfAnEngineOfTheApplication() {
		this.withBoot.withUserConfiguration(OwnEngine.class)
			.run((context) -> assertThat(gauges(context.getBean(MeterRegistry.class))).containsExactly("own"));
	}

	@Test
	void anEngineThatOutlivesTheContextGivesItsMetersNoMoreModels() {
		MeterRegistry registry = new SimpleMeterRegistry() {

			@Override
			public void close() {
				// It outlives the context, too.
			}

		};
		try (Understudy engine = new OwnEngine().ownUnderstudy()) {
			this.runner.withBean(MeterRegistry.class, () -> registry)
				.withBean(Understudy.class, () -> engine)
				.run((context) -> assertThat(gauges(registry)).containsExactly("own"));
			engine.perform(new Repertoire(List.of(ModelSettings.of(Model.of("later", "x", "later"))), List.of()));
			assertThat(gauges(registry)).containsExactly("own");
		}
	}

	@Test
	void showsNothingOfTwoEngines() {
		this.withBoot.withUserConfiguration(OwnEngine.class)
			.withBean("second", Understudy.class, () -> Understudy.builder().build())
			.withBean(ModelRouter.class, () -> Understudy.builder().build().router())
			.withBean(ModelRegistry.class, () -> Understudy.builder().build().registry())
			.run((context) -> {
				assertThat(context).hasNotFailed().doesNotHaveBean(ModelGauges.class);
				assertThat(gauges(context.getBean(MeterRegistry.class))).isEmpty();
			});
	}

	@Test
	void tenThousandKeysAndTenThousandMadeUpChainsLeaveNothingBehind() {
		String[] ids = { "gpt", "claude", "m0", "m1", "m2", "m3", "m4", "m5" };
		this.withBoot
			.withPropertyValues(
					Arrays.stream(ids).map((id) -> "understudy.models." + id + ".provider=x").toArray(String[]::new))
			.run((context) -> {
				ModelRouter router = context.getBean(ModelRouter.class);
				ModelRegistry models = context.getBean(ModelRegistry.class);
				MeterRegistry registry = context.getBean(MeterRegistry.class);
				router.chain("assistant").key("first").call(UnderstudyMetricsAutoConfigurationTests::unlessGpt);
				router.chain("assistant").key("first").call(Model::id);
				for (int i = 0; i < ids.length; i++) {
					Collections.rotate(Arrays.asList(ids), 1);
					router.models(ids).call(Model::id);
					router.models(ids).call((model) -> failOn(model, ids[0]));
				}
				int meters = registry.getMeters().size();
				Random random = new Random(42);
				for (int i = 0; i < 10_000; i++) {
					router.chain("assistant").key("key-" + i).call(Model::id);
					Collections.shuffle(Arrays.asList(ids), random);
					String answer = router.models(Arrays.copyOf(ids, 1 + random.nextInt(ids.length)))
						.key("key-" + i)
						.call(Model::id);
					assertThat(ids).contains(answer);
				}
				assertThat(registry.getMeters()).hasSizeLessThanOrEqualTo(meters + 2 * ids.length + 2);
				assertThat(models.statuses()).hasSize(ids.length);
				assertThat(models.statistics().chains()).containsOnlyKeys("assistant", "ad-hoc");
				assertThat(models.statistics().chains().get("ad-hoc").models()).hasSize(ids.length);
				assertThat(models.statistics().chains().get("ad-hoc").calls()).isEqualTo(10_000 + 2 * ids.length);
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

	private static String failOn(Model model, String id) {
		if (model.id().equals(id)) {
			throw new IllegalStateException("down");
		}
		return model.id();
	}

	private static List<String> gauges(MeterRegistry registry) {
		return registry.find("understudy.model.state")
			.gauges()
			.stream()
			.map((gauge) -> gauge.getId().getTag("model"))
			.toList();
	}

	private static String unlessGpt(Model model) {
		return failOn(model, "gpt");
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
