package dev.understudy.spring;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import dev.understudy.CurrentModel;
import dev.understudy.Degradation;
import dev.understudy.DegradeTo;
import dev.understudy.Model;
import dev.understudy.ModelFallback;
import dev.understudy.Outcome;
import dev.understudy.Routed;
import dev.understudy.boot.AdviceAutoConfiguration;
import dev.understudy.boot.UnderstudyAutoConfiguration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Annotated methods of beans, whatever they return.
 */
class AnnotatedMethodsTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(UnderstudyAutoConfiguration.class, AdviceAutoConfiguration.class))
		.withBean(Assistant.class)
		.withPropertyValues("understudy.models.gpt.provider=openai", "understudy.models.claude.provider=anthropic",
				"understudy.chains.assistant.models=gpt,claude", "understudy.defaults.retry.max-attempts=1",
				"understudy.health.consecutive-failures=1000", "understudy.health.minimum-calls=1000");

	private void run(Consumer<Assistant> test) {
		this.contextRunner.run((context) -> test.accept(context.getBean(Assistant.class)));
	}

	@Test
	void nextModelTakesOverWhenTheFirstFails() {
		run((assistant) -> {
			assistant.fail("gpt");
			assertThat(assistant.ask("hi")).isEqualTo("claude: hi");
			assertThat(assistant.called()).containsExactly("gpt", "claude");
		});
	}

	@Test
	void parameterOfTypeModelIsFilledInForEveryAttempt() {
		run((assistant) -> {
			assistant.fail("gpt");
			assertThat(assistant.askWith("hi", null)).isEqualTo("claude/claude: hi");
		});
	}

	@Test
	void routedMethodTellsWhoAnswered() {
		run((assistant) -> {
			assistant.fail("gpt");
			Routed<String> routed = assistant.routed("hi");
			assertThat(routed.value()).isEqualTo("claude: hi");
			assertThat(routed.outcome()).isEqualTo(Outcome.FELL_BACK);
			assertThat(routed.attempts()).hasSize(2);
		});
	}

	@Test
	void failedStageAndSynchronousThrowAreTheSameFailure() {
		run((assistant) -> {
			assistant.fail("gpt");
			assertThat(assistant.later("hi")).succeedsWithin(Duration.ofSeconds(30)).isEqualTo("claude: hi");
			assertThat(assistant.called()).containsExactly("gpt", "claude");
		});
	}

	@Test
	void privateDegradeMethodAnswersWhenNoModelCan() {
		run((assistant) -> {
			assistant.fail("gpt", "claude");
			assertThat(assistant.ask("hi")).isEqualTo("degraded hi: UNKNOWN");
		});
	}

	@Test
	void textAnswersAnOptional() {
		run((assistant) -> {
			assistant.fail("gpt", "claude");
			assertThat(assistant.perhaps("hi")).contains("busy");
		});
	}

	@Test
	void lastGoodAnswerAnswersTheSameQuestionOnly() {
		run((assistant) -> {
			assertThat(assistant.remembered("one")).isEqualTo("gpt: one");
			assistant.fail("gpt", "claude");
			assertThat(assistant.remembered("one")).isEqualTo("gpt: one");
			assertThatThrownBy(() -> assistant.remembered("two")).isInstanceOf(RuntimeException.class);
		});
	}

	@Test
	void declaredCheckedExceptionOfACallersMistakeComesThroughAsItself() {
		run((assistant) -> assertThatThrownBy(() -> assistant.checked(new IllegalArgumentException("yours")))
			.isInstanceOf(IllegalArgumentException.class)
			.hasMessage("yours"));
	}

	static class Assistant {

		private final List<String> failing = new CopyOnWriteArrayList<>();

		private final List<String> called = new CopyOnWriteArrayList<>();

		void fail(String... models) {
			this.failing.addAll(List.of(models));
		}

		List<String> called() {
			return this.called;
		}

		@ModelFallback
		@DegradeTo("sorry")
		public String ask(String text) {
			return answer(text);
		}

		@ModelFallback("${some.chain:assistant}")
		public String askWith(String text, @Nullable Model model) {
			return ((model != null) ? model.id() : "?") + "/" + answer(text);
		}

		@ModelFallback
		public Routed<String> routed(String text) {
			return Routed.of(answer(text));
		}

		@ModelFallback
		public CompletableFuture<String> later(String text) {
			String model = CurrentModel.require().id();
			this.called.add(model);
			if (this.failing.contains(model)) {
				return CompletableFuture.failedFuture(new IllegalStateException("down"));
			}
			return CompletableFuture.completedFuture(model + ": " + text);
		}

		@ModelFallback
		@DegradeTo(text = "busy")
		public Optional<String> perhaps(String text) {
			return Optional.of(answer(text));
		}

		@ModelFallback
		@DegradeTo(lastGood = "1h")
		public String remembered(String text) {
			return answer(text);
		}

		@ModelFallback
		public String checked(Exception ex) throws Exception {
			throw ex;
		}

		private String sorry(String text, Degradation degradation) {
			return "degraded " + text + ": " + degradation.kind();
		}

		private String answer(String text) {
			String model = CurrentModel.require().id();
			this.called.add(model);
			if (this.failing.contains(model)) {
				throw new IllegalStateException("down");
			}
			return model + ": " + text;
		}

	}

}
