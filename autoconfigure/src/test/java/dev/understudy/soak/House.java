package dev.understudy.soak;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

import dev.understudy.ModelRegistry;
import dev.understudy.ModelRouter;
import dev.understudy.boot.AdviceAutoConfiguration;
import dev.understudy.boot.UnderstudyAutoConfiguration;
import dev.understudy.boot.UnderstudyEndpointsAutoConfiguration;
import dev.understudy.boot.UnderstudyHealthAutoConfiguration;
import dev.understudy.boot.UnderstudyMetricsAutoConfiguration;
import dev.understudy.boot.UnderstudyObservationAutoConfiguration;
import dev.understudy.boot.UnderstudyRedisStateAutoConfiguration;
import dev.understudy.failure.FailureClassifier;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.cloud.context.environment.EnvironmentChangeEvent;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ClassPathResource;

/**
 * An application with everything the starter configures, whose state is in Redis.
 */
final class House implements AutoCloseable {

	/** Never answers within its timeout. */
	static final String HASTY = "hasty";

	/** A chain that is not always there. */
	static final String COMING_AND_GOING = "matinee";

	/** What a chain answers when no model does. */
	static final String RUNG = "the house is dark";

	/** Those with a limit of requests that does not begin anew meanwhile. */
	static final List<String> COUNTED = List.of("lead", "second", "capped");

	private static final String PROGRAM = "program";

	private final ConfigurableApplicationContext context;

	private House(ConfigurableApplicationContext context) {
		this.context = context;
	}

	static House open(int redis, String prefix) {
		return open(redis, prefix, () -> {
		});
	}

	/** Does something as soon as Boot has made the loggers, and before it makes beans. */
	static House open(int redis, String prefix, Runnable early) {
		return new House(new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
			.bannerMode(Banner.Mode.OFF)
			.logStartupInfo(false)
			.registerShutdownHook(false)
			.initializers((context) -> {
				early.run();
				MutablePropertySources sources = context.getEnvironment().getPropertySources();
				sources.addFirst(written());
				sources.addFirst(new MapPropertySource("redis", Map.of("spring.data.redis.host", "127.0.0.1",
						"spring.data.redis.port", redis, "understudy.state.redis.prefix", prefix)));
				sources.addFirst(new MapPropertySource(PROGRAM, Program.PLAIN.properties()));
			})
			.run());
	}

	ModelRouter router() {
		return this.context.getBean(ModelRouter.class);
	}

	ModelRegistry registry() {
		return this.context.getBean(ModelRegistry.class);
	}

	Assistant assistant() {
		return this.context.getBean(Assistant.class);
	}

	MeterRegistry meters() {
		return this.context.getBean(MeterRegistry.class);
	}

	/** The attempts of each model that are running. */
	Map<String, Long> running() {
		registry().explain("roll-call");
		return this.context.getBean(RollCall.class).running();
	}

	/** Changes the environment, and says so as Spring Cloud does. */
	void refresh(Program program) {
		this.context.getEnvironment()
			.getPropertySources()
			.replace(PROGRAM, new MapPropertySource(PROGRAM, program.properties()));
		this.context.publishEvent(new EnvironmentChangeEvent(this));
	}

	@Override
	public void close() {
		this.context.close();
	}

	private static PropertySource<?> written() {
		try {
			return new YamlPropertySourceLoader().load("house", new ClassPathResource("house.yml", House.class)).get(0);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ UnderstudyAutoConfiguration.class, AdviceAutoConfiguration.class,
			UnderstudyRedisStateAutoConfiguration.class, UnderstudyMetricsAutoConfiguration.class,
			UnderstudyObservationAutoConfiguration.class, UnderstudyEndpointsAutoConfiguration.class,
			UnderstudyHealthAutoConfiguration.class, DataRedisAutoConfiguration.class,
			CompositeMeterRegistryAutoConfiguration.class, MetricsAutoConfiguration.class,
			SimpleMetricsExportAutoConfiguration.class, ObservationAutoConfiguration.class })
	static class Application {

		@Bean
		Assistant assistant() {
			return new Assistant();
		}

		@Bean
		RollCall rollCall() {
			return new RollCall();
		}

		@Bean
		FailureClassifier mishaps() {
			return Mishap.CLASSIFIER;
		}

		/** What two models have in common. */
		@Bean
		Object agency() {
			return new Object();
		}

	}

}
