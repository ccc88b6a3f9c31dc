package dev.understudy.boot;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * The binder of Spring Boot is the oracle: with and without sparing it the search, the
 * same is bound.
 */
class WrittenOnlyTests {

	private final StandardEnvironment environment = new StandardEnvironment();

	@Test
	void bindsNothingWhereNothingIsWritten() {
		assertBindsTheSame();
	}

	@Test
	void bindsTheWholeExampleOfTheDesign() {
		this.environment.getPropertySources().addLast(Settings.complete());
		UnderstudyProperties bound = assertBindsTheSame();
		assertThat(bound.models()).containsKeys("gpt", "claude", "local", "gemini");
		assertThat(bound.chains().get("assistant").degrade()).isNotEmpty();
	}

	@Test
	void bindsEverySpellingFromEverySource() {
		environmentVariables(Map.of("UNDERSTUDY_MODELS_GPT_MAXCONCURRENT", "3", "UNDERSTUDY_MODELS_GPT_PRICE_INPUT",
				"1.5", "UNDERSTUDY_MODELS_FROMOUTSIDE_PROVIDER", "openai", "UNDERSTUDY_CHAINS_ASSISTANT_DEGRADE_0_TEXT",
				"sorry", "UNDERSTUDY_DEFAULTS_RETRY_MAX_ATTEMPTS", "4", "UNDERSTUDY_MODELS_GROSS_CONTEXTWINDOW", "7",
				"UNDERSTUDY_MODELS_LOCAL_CAPABILITIES_0", "tools", "understudy_health_window", "5m"));
		properties("first",
				Map.of("understudy.models.gpt.name", "gpt-of-the-first", "understudy.models.gpt-x.max_concurrent", "9",
						"understudy.models.gpt.health.slowCall.longerThan", "2s", "understudy.chains.assistant.timeout",
						"${long:7s}", "understudy.models[gpt-4.1].provider", "openai",
						"understudy.models[gpt-4.1].limits.requests.max", "10", "understudy.models[ä/ö].client",
						"umlaut", "understudy.models[groß].provider", "sharp",
						"understudy.chains.assistant.whenUnavailable", "TRY_ANYWAY"));
		properties("second",
				Map.of("understudy.models.gpt.name", "hidden", "understudy.models.gpt.provider", "${who}", "who",
						"openai", "understudy.models.under_score.CONTEXT_WINDOW", "12",
						"understudy.models.local.maintenance[0].cron", "0 0 2 * * SUN",
						"understudy.models.local.maintenance[0].for", "1h", "understudy.chains.assistant.models",
						"gpt,local", "understudy.chains.assistant.reroute.contextLength", "long.texts",
						"understudy.chains[long.texts].models[0].model", "gpt-4.1",
						"understudy.chains[long.texts].models[0].fallback-on", "timeout,rate-limit"));
		properties("third",
				Map.of("understudy.chains[long.texts].models[1]", "local", "understudy.chains.assistant.retry.when",
						"server_error", "understudy.springAi.primary", "false", "understudy.chains.empty.models", ""));
		this.environment.getPropertySources().addLast(Settings.complete());
		UnderstudyProperties bound = assertBindsTheSame();
		ModelProperties gpt = bound.models().get("gpt");
		assertThat(List.of(gpt.provider(), String.valueOf(gpt.name()), gpt.maxConcurrent())).containsExactly("openai",
				"gpt-of-the-first", 3);
		assertThat(bound.models().get("groß").contextWindow()).isEqualTo(7);
		assertThat(bound.models()).containsKeys("gpt-4.1", "ä/ö", "under_score", "fromoutside");
		assertThat(bound.chains()).containsKey("long.texts");
	}

	@Test
	void asksSourceThatDoesNotTellItsNames() {
		this.environment.getPropertySources().addFirst(new PropertySource<>("silent", new Object()) {
			@Override
			public @Nullable Object getProperty(String name) {
				return name.equals("understudy.models.gpt.name") ? "told when asked" : null;
			}
		});
		properties("models", Map.of("understudy.models.gpt.provider", "openai"));
		assertThat(assertBindsTheSame().models().get("gpt").name()).isEqualTo("told when asked");
	}

	@ParameterizedTest
	@ValueSource(strings = { "understudy.models.gpt.contextWindow=many", "understudy.chains.a.timeout=soon",
			"understudy.chains.a.models[0].weight=heavy", "understudy.chains.a.models[2]=gpt",
			"understudy.chains.a.reroute.never=b", "understudy.models.gpt=openai", "understudy.models=none",
			"understudy.enabled=${nowhere}" })
	void failsAsTheBinderAloneDoes(String property) {
		String[] parts = property.split("=");
		properties("wrong", Map.of(parts[0], parts[1]));
		BindException plain = catchThrowableOfType(BindException.class, this::bindPlainly);
		BindException ours = catchThrowableOfType(BindException.class, () -> WrittenOnly.bind(this.environment));
		assertThat(ours).hasMessage(plain.getMessage()).hasRootCauseMessage(rootMessage(plain));
		assertThat(ours.getName()).isEqualTo(plain.getName());
		assertThat(ours.getTarget()).isEqualTo(plain.getTarget());
		assertThat(ours.getProperty()).isEqualTo(plain.getProperty());
	}

	@Test
	void asksForEachModelNoMoreOftenWhenThereAreMore() {
		int few = questions(100);
		int more = questions(200);
		int many = questions(800);
		assertThat(many - more).isEqualTo(6 * (more - few));
	}

	@Test
	void asksForWhatIsWrittenAlone() {
		Counting source = new Counting(models(50));
		this.environment.getPropertySources().addLast(source);
		WrittenOnly.bind(this.environment);
		assertThat(source.asked).doesNotContainKey("understudy.models.m7.context-window")
			.containsKey("understudy.models.m7.provider");
	}

	@Test
	void bindsThePropertiesOfAnApplicationThatWay() {
		Counting source = new Counting(models(50));
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(UnderstudyAutoConfiguration.class))
			.withInitializer((context) -> context.getEnvironment().getPropertySources().addLast(source))
			.run((context) -> {
				assertThat(context.getBean(UnderstudyProperties.class).models()).hasSize(50);
				assertThat(source.asked).doesNotContainKey("understudy.models.m7.context-window")
					.containsKey("understudy.models.m7.provider");
			});
	}

	private static int questions(int models) {
		Counting source = new Counting(models(models));
		StandardEnvironment environment = new StandardEnvironment();
		environment.getPropertySources().addLast(source);
		WrittenOnly.bind(environment);
		return source.asked.values().stream().mapToInt(Integer::intValue).sum() + source.listed;
	}

	private static Map<String, Object> models(int number) {
		Map<String, Object> properties = new HashMap<>();
		IntStream.range(0, number)
			.forEach((i) -> properties.put("understudy.models.m" + i + ".provider", "provider" + i));
		return properties;
	}

	private UnderstudyProperties assertBindsTheSame() {
		UnderstudyProperties plain = bindPlainly();
		UnderstudyProperties ours = WrittenOnly.bind(this.environment);
		assertThat(ours).isEqualTo(plain);
		assertThat(ours.models().keySet()).containsExactlyElementsOf(plain.models().keySet());
		assertThat(ours.chains().keySet()).containsExactlyElementsOf(plain.chains().keySet());
		return ours;
	}

	private UnderstudyProperties bindPlainly() {
		return Binder.get(this.environment).bindOrCreate(UnderstudyProperties.PREFIX, UnderstudyProperties.class);
	}

	private void properties(String name, Map<String, Object> properties) {
		this.environment.getPropertySources().addLast(new MapPropertySource(name, properties));
	}

	private void environmentVariables(Map<String, Object> variables) {
		this.environment.getPropertySources()
			.replace(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, new SystemEnvironmentPropertySource(
					StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, variables));
		this.environment.getPropertySources().addLast(new PropertySource<>("random", new Random()) {
			@Override
			public @Nullable Object getProperty(String name) {
				return name.startsWith("random.") ? 1 : null;
			}
		});
		ConfigurationPropertySources.attach(this.environment);
	}

	private static String rootMessage(Throwable thrown) {
		Throwable root = thrown;
		while (root.getCause() != null) {
			root = root.getCause();
		}
		return String.valueOf(root.getMessage());
	}

	/** Counts how often it is asked for a property, and for the names of all. */
	private static final class Counting extends MapPropertySource {

		private final Map<String, Integer> asked = new HashMap<>();

		private int listed;

		Counting(Map<String, Object> properties) {
			super("counting", properties);
		}

		@Override
		public @Nullable Object getProperty(String name) {
			this.asked.merge(name, 1, Integer::sum);
			return super.getProperty(name);
		}

		@Override
		public String[] getPropertyNames() {
			this.listed++;
			return super.getPropertyNames();
		}

	}

}
