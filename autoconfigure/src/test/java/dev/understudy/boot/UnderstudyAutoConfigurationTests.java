package dev.understudy.boot;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;

import dev.understudy.HealthProbe;
import dev.understudy.Model;
import dev.understudy.ModelCallException;
import dev.understudy.ModelRegistry;
import dev.understudy.ModelRouter;
import dev.understudy.Price;
import dev.understudy.RouterListener;
import dev.understudy.UnknownNameException;
import dev.understudy.Usage;
import dev.understudy.UsageExtractor;
import dev.understudy.failure.Failure;
import dev.understudy.failure.FailureClassifier;
import dev.understudy.failure.FailureKind;
import dev.understudy.failure.FailurePolicy;
import dev.understudy.health.FailureRules;
import dev.understudy.health.HealthRules;
import dev.understudy.health.ScoreRules;
import dev.understudy.health.Ticker;
import dev.understudy.routing.ContextCarrier;
import dev.understudy.routing.LastGoodAnswers;
import dev.understudy.routing.RetryPolicy;
import dev.understudy.routing.SeatSettings;
import dev.understudy.routing.StreamSettings;
import dev.understudy.routing.TextConverter;
import dev.understudy.routing.Understudy;
import dev.understudy.spring.DefaultChain;
import dev.understudy.spring.Problem;
import dev.understudy.spring.StartupCheck;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.core.convert.converter.Converter;
import org.springframework.core.convert.support.DefaultConversionService;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class UnderstudyAutoConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(UnderstudyAutoConfiguration.class));

	private final ApplicationContextRunner assistant = this.runner.withPropertyValues(
			"understudy.models.gpt.provider=x", "understudy.models.claude.provider=y",
			"understudy.chains.assistant.models=gpt,claude", "understudy.defaults.retry.max-attempts=1");

	@Test
	void fallsBackAlongAConfiguredChain() {
		this.assistant.run((context) -> {
			assertThat(context).hasSingleBean(Understudy.class).hasSingleBean(ModelRegistry.class);
			assertThat(context.getBean(DefaultChain.class))
				.isEqualTo(new DefaultChain("assistant", List.of("assistant")));
			assertThat(call(context.getBean(ModelRouter.class))).isEqualTo("claude");
		});
	}

	@Test
	void startsWithTheWholeExampleOfTheDesign() {
		this.runner
			.withInitializer((context) -> context.getEnvironment().getPropertySources().addFirst(Settings.complete()))
			.withBean("openAiChatModel", Object.class, Object::new)
			.withBean(Ticker.class, PassingTime::new)
			.run((context) -> {
				assertThat(context).hasNotFailed();
				assertThat(context.getBean(ModelRegistry.class).available("assistant")).extracting(Model::id)
					.containsExactly("gpt", "claude", "local");
			});
	}

	@Test
	void startsWithoutAnythingConfiguredAndSaysWhatToConfigure() {
		this.runner.run((context) -> {
			ModelRouter router = context.getBean(ModelRouter.class);
			assertThat(context.getBean(DefaultChain.class)).isEqualTo(new DefaultChain(null, List.of()));
			assertThatExceptionOfType(UnknownNameException.class)
				.isThrownBy(() -> router.call("assistant", Model::name))
				.withMessage("Unknown chain 'assistant' (none is configured), set "
						+ "'understudy.chains.assistant.models'");
			assertThatExceptionOfType(UnknownNameException.class).isThrownBy(() -> router.models("gpt"))
				.withMessage("Unknown model 'gpt' (none is configured), set 'understudy.models'");
		});
	}

	@Test
	void leavesEverythingOutWhenDisabled() {
		this.assistant.withPropertyValues("understudy.enabled=false", "understudy.chians.x=y")
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(Understudy.class)
				.doesNotHaveBean(ModelRouter.class)
				.doesNotHaveBean(UnderstudyProperties.class)
				.doesNotHaveBean(UnderstudyRefresh.class));
	}

	@Test
	void backsOffForBeansOfTheApplication() {
		this.assistant.withUserConfiguration(OwnBeans.class).run((context) -> {
			OwnBeans own = context.getBean(OwnBeans.class);
			assertThat(context.getBean(Understudy.class)).isSameAs(own.understudy);
			assertThat(context.getBean(ModelRouter.class)).isSameAs(own.understudy.router());
			assertThat(context.getBean(ModelRegistry.class)).isSameAs(own.understudy.registry());
			assertThat(context.getBean(LastGoodAnswers.class)).isSameAs(own.answers);
			assertThat(context.getBean(TextConverter.class)).isSameAs(TextConverter.PLAIN);
			assertThat(context).doesNotHaveBean(UnderstudyRefresh.class);
		});
	}

	@Test
	void closesTheEngineWithTheContext() {
		List<Understudy> engines = new ArrayList<>();
		this.assistant.run((context) -> engines.add(context.getBean(Understudy.class)));
		assertThat(engines).hasSize(1);
		assertThatExceptionOfType(RejectedExecutionException.class)
			.isThrownBy(() -> engines.get(0).timer().in(1, () -> {
			}));
	}

	@Test
	void asksClassifiersInTheirOrder() {
		this.assistant.withBean("second", FailureClassifier.class, () -> new Second())
			.withBean("first", FailureClassifier.class, () -> new First())
			.run((context) -> {
				assertThatExceptionOfType(IOException.class)
					.isThrownBy(() -> throwing(context.getBean(ModelRouter.class)));
			});
	}

	@Test
	void handsListenersExtractorsProbesAndCarriersToTheEngine() {
		Witness witness = new Witness();
		this.assistant.withBean(Witness.class, () -> witness)
			.withBean(UsageExtractor.class, () -> (result) -> Optional.of(new Usage(3, 4)))
			.run((context) -> {
				call(context.getBean(ModelRouter.class));
				context.getBean(ModelRegistry.class).probe("gpt");
				assertThat(witness.seen).containsExactly("packed", "unpacked", "attempted gpt", "packed", "unpacked",
						"used 3", "attempted claude", "probed gpt for PT10S");
			});
	}

	@Test
	void boundsAProbeAsConfigured() {
		Witness witness = new Witness();
		this.assistant.withBean(HealthProbe.class, () -> witness)
			.withPropertyValues("understudy.health.probe.timeout=3s")
			.run((context) -> {
				context.getBean(ModelRegistry.class).probe("gpt");
				assertThat(witness.seen).containsExactly("probed gpt for PT3S");
			});
	}

	@Test
	void boundOfAModelsOwnBeatsThatOfAllModels() {
		Witness witness = new Witness();
		this.assistant.withBean(HealthProbe.class, () -> witness)
			.withPropertyValues("understudy.health.probe.timeout=3s", "understudy.models.gpt.health.probe.timeout=2s")
			.run((context) -> {
				context.getBean(ModelRegistry.class).probe("gpt");
				context.getBean(ModelRegistry.class).probe("claude");
				assertThat(witness.seen).containsExactly("probed gpt for PT2S", "probed claude for PT3S");
			});
	}

	@Test
	void convertsTextsAsTheApplicationDoes() {
		this.runner.withBean("conversionService", DefaultConversionService.class, () -> {
			DefaultConversionService conversion = new DefaultConversionService();
			conversion.addConverter(String.class, Reply.class, (Converter<String, Reply>) Reply::called);
			return conversion;
		}).run((context) -> {
			TextConverter converter = context.getBean(TextConverter.class);
			assertThat(converter.convert("hi", Reply.class)).contains(Reply.called("hi"));
			assertThat(converter.convert("hi", String.class)).contains("hi");
			assertThat(converter.convert("hi", Integer.class)).isEmpty();
			assertThat(converter.convert("hi", Runnable.class)).isEmpty();
		});
	}

	@Test
	void convertsTextsWithoutAConversionServiceOfTheApplication() {
		this.runner.run((context) -> assertThat(context.getBean(TextConverter.class).convert("20s", Duration.class))
			.contains(Duration.ofSeconds(20)));
	}

	@Test
	void reportsWhatOtherChecksFindTogetherWithProperties() {
		this.assistant.withPropertyValues("understudy.default-chain=none")
			.withBean(StartupCheck.class, () -> () -> List.of(new Problem("Bean#method", "is private", "open it")))
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOfSatisfying(UnderstudyConfigurationException.class,
						(ex) -> assertThat(ex.problems()).extracting(Problem::where)
							.containsExactly("understudy.default-chain", "Bean#method")));
	}

	@Test
	void findsMistakesAtStartUpEvenWhereBeansAreLazy() {
		this.assistant
			.withInitializer(
					(context) -> context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
			.withPropertyValues("understudy.default-chain=none")
			.run((context) -> assertThat(context).hasFailed());
	}

	@Test
	void letsANativeImageReadEveryRecordOfTheProperties() {
		RuntimeHints hints = new RuntimeHints();
		new PropertyHints().registerHints(hints, null);
		for (Class<?> type : List.of(UnderstudyProperties.class, ChainProperties.Entry.class,
				HealthProperties.SlowCall.class, ModelProperties.Maintenance.class)) {
			assertThat(RuntimeHintsPredicates.reflection()
				.onType(type)
				.withMemberCategories(MemberCategory.INVOKE_DECLARED_CONSTRUCTORS,
						MemberCategory.INVOKE_DECLARED_METHODS))
				.accepts(hints);
		}
	}

	@Test
	void letsANativeImageCountVersionsAndReadItsOwn() {
		RuntimeHints hints = new RuntimeHints();
		new PropertyHints().registerHints(hints, null);
		for (Class<?> type : List.of(Policy.class, SeatSettings.class, RetryPolicy.class, FailurePolicy.class,
				StreamSettings.class, Price.class, HealthRules.class, FailureRules.class, ScoreRules.class,
				ModelProperties.Maintenance.class)) {
			assertThat(RuntimeHintsPredicates.reflection()
				.onType(type)
				.withMemberCategory(MemberCategory.INVOKE_DECLARED_METHODS)).as(type.getName()).accepts(hints);
		}
		String note = "dev/understudy/actuate/version.properties";
		assertThat(RuntimeHintsPredicates.resource().forResource(note)).accepts(hints);
		assertThat(getClass().getClassLoader().getResource(note)).isNotNull();
	}

	@Test
	void startsWithoutAnyOptionalLibrary() {
		this.assistant
			.withClassLoader(new FilteredClassLoader("reactor", "io.micrometer", "org.springframework.boot.actuate",
					"org.springframework.ai", "dev.langchain4j", "com.github.benmanes.caffeine",
					"org.springframework.data", "org.aspectj", "org.springframework.transaction",
					"org.springframework.cloud"))
			.run((context) -> assertThat(call(context.getBean(ModelRouter.class))).isEqualTo("claude"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "reactor", "io.micrometer", "com.github.benmanes.caffeine", "org.aspectj",
			"org.springframework.transaction", "org.springframework.web", "org.springframework.security" })
	void startsWithEachOptionalLibraryAlone(String library) {
		List<String> others = new ArrayList<>(
				List.of("reactor", "io.micrometer", "com.github.benmanes.caffeine", "org.aspectj",
						"org.springframework.transaction", "org.springframework.web", "org.springframework.security"));
		others.remove(library);
		this.assistant.withClassLoader(new FilteredClassLoader(others.toArray(String[]::new)))
			.run((context) -> assertThat(call(context.getBean(ModelRouter.class))).isEqualTo("claude"));
	}

	@Test
	void startsWithAllOptionalLibrariesTogether() {
		this.assistant.run((context) -> assertThat(call(context.getBean(ModelRouter.class))).isEqualTo("claude"));
	}

	private static String call(ModelRouter router) {
		return router.call("assistant", (model) -> {
			if (model.id().equals("gpt")) {
				throw new IOException("down");
			}
			return model.name();
		});
	}

	private static void throwing(ModelRouter router) throws IOException {
		try {
			call(router);
		}
		catch (ModelCallException ex) {
			throw (IOException) ex.getCause();
		}
	}

	@Configuration(proxyBeanMethods = false)
	static class OwnBeans {

		private final Understudy understudy = Understudy.builder()
			.models(Model.of("own", "x", "own"))
			.chain("own", "own")
			.build();

		private final LastGoodAnswers answers = LastGoodAnswers.inMemory(1);

		@Bean
		Understudy ownUnderstudy() {
			return this.understudy;
		}

		@Bean
		LastGoodAnswers ownAnswers() {
			return this.answers;
		}

		@Bean
		TextConverter ownConverter() {
			return TextConverter.PLAIN;
		}

	}

	@Order(1)
	static class First implements FailureClassifier {

		@Override
		public Optional<Failure> classify(Throwable thrown) {
			return Optional.of(Failure.of(FailureKind.BAD_REQUEST, thrown));
		}

	}

	@Order(2)
	static class Second implements FailureClassifier {

		@Override
		public Optional<Failure> classify(Throwable thrown) {
			return Optional.of(Failure.of(FailureKind.UNKNOWN, thrown));
		}

	}

	record Reply(String text) {

		static Reply called(String text) {
			return new Reply(text);
		}

	}

	/** Sees what comes by. */
	static class Witness implements RouterListener, HealthProbe, ContextCarrier {

		private final List<String> seen = Collections.synchronizedList(new ArrayList<>());

		@Override
		public void attempted(String chain, Model model, Failure failure, long nanos) {
			this.seen.add("attempted " + model.id());
		}

		@Override
		public void used(Model model, Usage usage) {
			this.seen.add("used " + usage.inputTokens());
		}

		@Override
		public boolean supports(Model model) {
			return true;
		}

		@Override
		public void probe(Model model, Duration timeout) {
			this.seen.add("probed " + model.id() + " for " + timeout);
		}

		@Override
		public Luggage pack() {
			this.seen.add("packed");
			return () -> {
				this.seen.add("unpacked");
				return () -> {
				};
			};
		}

	}

}
