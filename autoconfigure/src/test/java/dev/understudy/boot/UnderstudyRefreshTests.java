package dev.understudy.boot;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.understudy.Model;
import dev.understudy.ModelRegistry;
import dev.understudy.ModelRouter;
import dev.understudy.Price;
import dev.understudy.health.Ticker;
import dev.understudy.routing.Understudy;
import dev.understudy.spring.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.cloud.context.environment.EnvironmentChangeEvent;
import org.springframework.core.env.MapPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

@ExtendWith(OutputCaptureExtension.class)
class UnderstudyRefreshTests {

	private final Map<String, Object> properties = new HashMap<>(
			Map.of("understudy.models.gpt.provider", "x", "understudy.models.claude.provider", "y",
					"understudy.chains.assistant.models", "gpt,claude", "understudy.chains.assistant.timeout", "0"));

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withInitializer((context) -> context.getEnvironment()
			.getPropertySources()
			.addFirst(new MapPropertySource("changing", this.properties)))
		.withConfiguration(AutoConfigurations.of(UnderstudyAutoConfiguration.class));

	@Test
	void putsChangedChainsPricesAndRulesInForce() {
		this.runner.run((context) -> {
			this.properties.put("understudy.chains.assistant.models", "claude,gpt");
			this.properties.put("understudy.models.gpt.price.input", "2");
			this.properties.put("understudy.health.window", "1m");
			context.getBean(UnderstudyRefresh.class).refresh();
			assertThat(answer(context.getBean(ModelRouter.class))).isEqualTo("claude");
			Understudy understudy = context.getBean(Understudy.class);
			assertThat(understudy.repertoire().models())
				.allMatch((model) -> model.health().failure().window().equals(Duration.ofMinutes(1)));
			assertThat(understudy.registry().available("assistant")).extracting(Model::price)
				.containsExactly(Price.UNKNOWN, new Price(2, 0));
		});
	}

	@Test
	void keepsWhatIsKnownOfModels() {
		this.runner.run((context) -> {
			ModelRegistry registry = context.getBean(ModelRegistry.class);
			registry.disable("gpt", null, "sick");
			answer(context.getBean(ModelRouter.class));
			this.properties.put("understudy.defaults.timeout", "5s");
			context.getBean(UnderstudyRefresh.class).refresh();
			assertThat(registry.status("gpt").standbys()).hasSize(1);
			assertThat(registry.status("claude").requestsUsed()).isEqualTo(1);
			assertThat(answer(context.getBean(ModelRouter.class))).isEqualTo("claude");
		});
	}

	@Test
	void refusesAWrongConfigurationAndKeepsTheLastGoodOne(CapturedOutput output) {
		this.runner.run((context) -> {
			this.properties.put("understudy.chains.assistant.models", "claude,ollama");
			this.properties.put("understudy.defaults.timeout", "-7777s");
			UnderstudyRefresh refresh = context.getBean(UnderstudyRefresh.class);
			assertThatExceptionOfType(UnderstudyConfigurationException.class).isThrownBy(refresh::refresh)
				.satisfies((ex) -> assertThat(ex.problems()).extracting(Problem::where)
					.containsExactly("understudy.defaults.timeout", "understudy.chains.assistant.models[1]"));
			assertThat(answer(context.getBean(ModelRouter.class))).isEqualTo("gpt");
		});
		assertThat(output.getOut().lines().filter((line) -> line.contains("stays in force"))).singleElement()
			.asString()
			.contains("'understudy.defaults.timeout', 'understudy.chains.assistant.models[1]'")
			.doesNotContain("7777")
			.doesNotContain("ollama");
	}

	@Test
	void refusesWhatCannotBeRead() {
		this.runner.run((context) -> {
			this.properties.put("understudy.defaults.deadline", "soon");
			UnderstudyRefresh refresh = context.getBean(UnderstudyRefresh.class);
			assertThatExceptionOfType(UnderstudyConfigurationException.class).isThrownBy(refresh::refresh)
				.satisfies(
						(ex) -> assertThat(ex.problems()).isEqualTo(List.of(new Problem("understudy.defaults.deadline",
								"value cannot be read as java.time.Duration", "correct it"))));
			assertThat(answer(context.getBean(ModelRouter.class))).isEqualTo("gpt");
		});
	}

	@Test
	void tellsOfTheLastConfigurationWhenTheEngineRefusesTheNewOne() {
		AtomicBoolean refuses = new AtomicBoolean();
		this.runner.withBean(Ticker.class, () -> new Ticker() {

			@Override
			public long nanos() {
				if (refuses.get()) {
					throw new IllegalStateException("No time");
				}
				return System.nanoTime();
			}

			@Override
			public Instant instant() {
				return Instant.now();
			}

		}).run((context) -> {
			PropertiesInForce inForce = context.getBean(PropertiesInForce.class);
			PropertiesInForce.Edition before = inForce.edition();
			this.properties.put("understudy.models.another.limits.requests.max", "9");
			this.properties.put("understudy.models.another.limits.requests.per", "1h");
			refuses.set(true);
			UnderstudyRefresh refresh = context.getBean(UnderstudyRefresh.class);
			assertThatIllegalStateException().isThrownBy(refresh::refresh).withMessage("No time");
			assertThat(inForce.edition()).isSameAs(before);
			refuses.set(false);
			refresh.refresh();
			assertThat(inForce.edition().properties().models()).containsKey("another");
		});
	}

	@Test
	void refreshesWhenSpringCloudSaysSo() {
		this.runner.run((context) -> {
			this.properties.put("understudy.chains.assistant.models", "claude");
			context.publishEvent(new EnvironmentChangeEvent(this));
			assertThat(answer(context.getBean(ModelRouter.class))).isEqualTo("claude");
		});
	}

	@Test
	void letsNoFailureOutToSpringCloud() {
		this.runner.run((context) -> {
			this.properties.put("understudy.chains.assistant.models", "");
			context.publishEvent(new EnvironmentChangeEvent(this));
			assertThat(answer(context.getBean(ModelRouter.class))).isEqualTo("gpt");
		});
	}

	private static String answer(ModelRouter router) {
		return router.call("assistant", Model::id);
	}

}
