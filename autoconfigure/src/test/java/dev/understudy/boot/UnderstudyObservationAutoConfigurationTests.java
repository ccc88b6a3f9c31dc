package dev.understudy.boot;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import dev.understudy.Model;
import dev.understudy.ModelFallback;
import dev.understudy.ModelRouter;
import dev.understudy.micrometer.CallObservationConvention;
import dev.understudy.micrometer.CallObservations;
import dev.understudy.micrometer.DefaultCallObservationConvention;
import dev.understudy.routing.CallObserver;
import dev.understudy.routing.Understudy;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * When and how calls are observed in an application.
 */
class UnderstudyObservationAutoConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(UnderstudyAutoConfiguration.class, AdviceAutoConfiguration.class,
				UnderstudyObservationAutoConfiguration.class))
		.withPropertyValues("understudy.models.gpt.provider=openai", "understudy.models.claude.provider=anthropic",
				"understudy.chains.assistant.models=gpt,claude");

	private final ApplicationContextRunner withBoot = this.runner
		.withConfiguration(AutoConfigurations.of(ObservationAutoConfiguration.class))
		.withBean(Names.class);

	@Test
	void observesCallsInTheRegistryOfTheApplication() {
		this.withBoot.withBean(Assistant.class).run((context) -> {
			assertThat(context).hasSingleBean(CallObservations.class);
			context.getBean(ModelRouter.class).call("assistant", Model::id);
			assertThat(context.getBean(Assistant.class).answer(null)).isEqualTo("gpt");
			assertThat(context.getBean(Names.class).seen).containsExactly("understudy.call", "understudy.call");
		});
	}

	@Test
	void registryThatTheApplicationBringsItself() {
		TestObservationRegistry own = TestObservationRegistry.create();
		this.runner.withBean(ObservationRegistry.class, () -> own).run((context) -> {
			context.getBean(ModelRouter.class).call("assistant", Model::id);
			own.assertThat().hasSingleObservationThat().hasNameEqualTo("understudy.call").hasBeenStopped();
		});
	}

	@Test
	void conventionThatIsABeanReplacesOurs() {
		this.withBoot.withBean(CallObservationConvention.class, OwnConvention::new).run((context) -> {
			context.getBean(ModelRouter.class).call("assistant", Model::id);
			assertThat(context.getBean(Names.class).seen).containsExactly("own.call");
		});
	}

	@Test
	void backsOffForAnObserverOfTheApplication() {
		CallObserver own = new CallObservations(TestObservationRegistry.create(), null);
		this.withBoot.withBean(CallObserver.class, () -> own).run((context) -> {
			assertThat(context).hasSingleBean(CallObserver.class);
			context.getBean(ModelRouter.class).call("assistant", Model::id);
			assertThat(context.getBean(Names.class).seen).isEmpty();
		});
	}

	@Test
	void observesNothingWithoutARegistry() {
		this.runner.run((context) -> {
			assertThat(context).hasNotFailed().doesNotHaveBean(CallObserver.class);
			assertUnobserved(context.getBean(Understudy.class));
		});
	}

	@Test
	void observesNothingInARegistryThatDoesNothing() {
		this.runner.withBean(ObservationRegistry.class, () -> ObservationRegistry.NOOP)
			.run((context) -> assertUnobserved(context.getBean(Understudy.class)));
		this.runner.withConfiguration(AutoConfigurations.of(ObservationAutoConfiguration.class))
			.run((context) -> assertUnobserved(context.getBean(Understudy.class)));
	}

	@ParameterizedTest
	@ValueSource(strings = { "io.micrometer", "io.micrometer.observation" })
	void observesNothingWithoutTheLibrary(String missing) {
		this.runner.withClassLoader(new FilteredClassLoader(missing)).run((context) -> {
			assertThat(context).hasNotFailed().doesNotHaveBean(CallObserver.class);
			assertUnobserved(context.getBean(Understudy.class));
		});
	}

	@Test
	void observesWithoutContextPropagation() {
		this.withBoot.withClassLoader(new FilteredClassLoader("io.micrometer.context")).run((context) -> {
			context.getBean(ModelRouter.class).call("assistant", Model::id);
			assertThat(context.getBean(Names.class).seen).containsExactly("understudy.call");
		});
	}

	@Test
	void switchOfTheObservationMakesCallsCheapAgain() {
		this.withBoot.withPropertyValues("management.observations.enable.understudy.call=false").run((context) -> {
			assertThat(context).doesNotHaveBean(CallObserver.class);
			assertUnobserved(context.getBean(Understudy.class));
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "understudy", "all" })
	void everySwitchOfBootHolds(String name) {
		this.withBoot.withPropertyValues("management.observations.enable." + name + "=false").run((context) -> {
			context.getBean(ModelRouter.class).call("assistant", Model::id);
			assertThat(context.getBean(Names.class).seen).isEmpty();
		});
	}

	@Test
	void observesNothingWhenDisabled() {
		this.withBoot.withPropertyValues("understudy.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(CallObserver.class));
	}

	@Test
	void handlersOfBootMakeMetersOfCalls() {
		this.withBoot
			.withConfiguration(AutoConfigurations.of(MetricsAutoConfiguration.class,
					CompositeMeterRegistryAutoConfiguration.class, SimpleMetricsExportAutoConfiguration.class))
			.run((context) -> {
				context.getBean(ModelRouter.class).call("assistant", Model::id);
				assertThat(context.getBean(MeterRegistry.class).get("understudy.call").timer().count()).isOne();
			});
	}

	@Test
	void metersOfTheObservationCanBeLeftOutAlone() {
		this.withBoot
			.withConfiguration(
					AutoConfigurations.of(MetricsAutoConfiguration.class, CompositeMeterRegistryAutoConfiguration.class,
							SimpleMetricsExportAutoConfiguration.class, UnderstudyMetricsAutoConfiguration.class))
			.withPropertyValues("management.metrics.enable.understudy.call=false")
			.run((context) -> {
				context.getBean(ModelRouter.class).call("assistant", Model::id);
				assertThat(context.getBean(Names.class).seen).containsExactly("understudy.call");
				assertThat(context.getBean(MeterRegistry.class).getMeters())
					.extracting((meter) -> meter.getId().getName())
					.contains("understudy.calls")
					.noneMatch((name) -> name.matches("understudy\\.call(\\..*)?"));
			});
	}

	private static void assertUnobserved(Understudy understudy) {
		assertThat(understudy.isObserved()).isFalse();
		assertThat(understudy.router().<String>call("assistant", Model::id)).isEqualTo("gpt");
	}

	/** Names of observations that have ended. */
	static class Names implements ObservationHandler<Observation.Context> {

		final List<String> seen = new CopyOnWriteArrayList<>();

		@Override
		public void onStop(Observation.Context context) {
			this.seen.add(context.getName());
		}

		@Override
		public boolean supportsContext(Observation.Context context) {
			return true;
		}

	}

	static class OwnConvention extends DefaultCallObservationConvention {

		@Override
		public String getName() {
			return "own.call";
		}

	}

	static class Assistant {

		@ModelFallback
		String answer(@Nullable Model model) {
			return (model != null) ? model.id() : "nobody";
		}

	}

}
