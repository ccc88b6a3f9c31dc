package dev.understudy.spring;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import dev.understudy.CurrentModel;
import dev.understudy.Degradation;
import dev.understudy.DegradeTo;
import dev.understudy.ModelFallback;
import dev.understudy.ModelRegistry;
import dev.understudy.boot.AdviceAutoConfiguration;
import dev.understudy.boot.UnderstudyAutoConfiguration;
import org.junit.jupiter.api.Test;

import org.springframework.aop.support.AopUtils;
import org.springframework.aot.test.generate.TestGenerationContext;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.test.tools.CompileWithForkedClassLoader;
import org.springframework.core.test.tools.TestCompiler;
import org.springframework.javapoet.ClassName;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A context that is processed ahead of time, and starts from what was generated.
 */
@CompileWithForkedClassLoader
class AheadOfTimeTests {

	private static final List<String> PROPERTIES = List.of("understudy.models.gpt.provider=openai",
			"understudy.models.claude.provider=anthropic", "understudy.chains.assistant.models=gpt,claude",
			"understudy.chains.best.models=claude", "understudy.default-chain=assistant",
			"understudy.defaults.retry.max-attempts=1", "understudy.health.consecutive-failures=1000",
			"understudy.health.minimum-calls=1000");

	@Test
	void annotatedMethodsFallBackAndDegrade() {
		start(PROPERTIES, (context) -> {
			Assistant assistant = context.getBean(Assistant.class);
			assertThat(AopUtils.isAopProxy(assistant)).isTrue();
			assistant.fail("gpt");
			assertThat(assistant.ask(new User("ann", false))).isEqualTo("claude: ann");
			assistant.fail("claude");
			assertThat(assistant.ask(new User("ann", false))).isEqualTo("sorry ann: UNKNOWN");
		});
	}

	@Test
	void expressionsAreEvaluated() {
		start(PROPERTIES, (context) -> {
			Assistant assistant = context.getBean(Assistant.class);
			assertThat(assistant.choose(new User("ann", true))).isEqualTo("claude: ann");
			assertThat(assistant.choose(new User("ann", false))).isEqualTo("gpt: ann");
		});
	}

	@Test
	void propertiesAreThoseOfTheStart() {
		start(PROPERTIES.stream().map((each) -> each.replace("models=gpt,claude", "models=claude,gpt")).toList(),
				(context) -> {
					assertThat(context.getBean(Assistant.class).choose(new User("ann", false)))
						.isEqualTo("claude: ann");
					assertThat(context.getBean(ModelRegistry.class).statuses()).hasSize(2);
				});
	}

	@Test
	void annotationsAreCheckedAtTheStart() {
		start(PROPERTIES, (context) -> assertThat(context.getBeansOfType(StartupCheck.class).values())
			.allSatisfy((check) -> assertThat(check.problems()).isEmpty()));
	}

	private static void start(List<String> atStart, Consumer<GenericApplicationContext> test) {
		TestGenerationContext generation = new TestGenerationContext();
		ClassName initializer;
		try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
			TestPropertyValues.of(PROPERTIES).applyTo(context);
			context.register(Application.class);
			initializer = new ApplicationContextAotGenerator().processAheadOfTime(context, generation);
		}
		generation.writeGeneratedContent();
		TestCompiler.forSystem().withCompilerOptions("-proc:none").with(generation).compile((compiled) -> {
			try (GenericApplicationContext context = new GenericApplicationContext()) {
				TestPropertyValues.of(atStart).applyTo(context);
				initialize(compiled.getInstance(ApplicationContextInitializer.class, initializer.reflectionName()),
						context);
				context.refresh();
				test.accept(context);
			}
		});
	}

	@SuppressWarnings("unchecked")
	private static void initialize(ApplicationContextInitializer<?> initializer, GenericApplicationContext context) {
		((ApplicationContextInitializer<GenericApplicationContext>) initializer).initialize(context);
	}

	@Configuration(proxyBeanMethods = false)
	@Import(Assistant.class)
	@ImportAutoConfiguration({ UnderstudyAutoConfiguration.class, AdviceAutoConfiguration.class })
	static class Application {

	}

	record User(String name, boolean premium) {

	}

	static class Assistant {

		private final List<String> failing = new CopyOnWriteArrayList<>();

		void fail(String... models) {
			this.failing.addAll(List.of(models));
		}

		@ModelFallback(key = "#user.name")
		@DegradeTo("sorry")
		public String ask(User user) {
			return answer(user);
		}

		@ModelFallback("#{#user.premium ? 'best' : 'assistant'}")
		public String choose(User user) {
			return answer(user);
		}

		private String sorry(User user, Degradation degradation) {
			return "sorry " + user.name() + ": " + degradation.kind();
		}

		private String answer(User user) {
			String model = CurrentModel.require().id();
			if (this.failing.contains(model)) {
				throw new IllegalStateException("down");
			}
			return model + ": " + user.name();
		}

	}

}
