package dev.understudy.woven;

import java.io.FileNotFoundException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import dev.understudy.boot.AdviceAutoConfiguration;
import dev.understudy.boot.UnderstudyAutoConfiguration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.springframework.aop.support.AopUtils;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Annotated methods that the agent of AspectJ has woven.
 */
@Tag("woven")
class WovenMethodsWovenTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(UnderstudyAutoConfiguration.class, AdviceAutoConfiguration.class))
		.withBean(Assistant.class)
		.withPropertyValues("understudy.advice.mode=aspectj", "understudy.models.gpt.provider=openai",
				"understudy.models.claude.provider=anthropic", "understudy.chains.assistant.models=gpt,claude",
				"understudy.chains.long.models=claude", "understudy.default-chain=assistant",
				"understudy.defaults.retry.max-attempts=1", "understudy.health.consecutive-failures=1000",
				"understudy.health.minimum-calls=1000", "understudy.defaults.timeout=0",
				"understudy.defaults.deadline=0");

	@BeforeEach
	void reset() {
		Troupe.reset();
	}

	private void run(Consumer<Assistant> test) {
		this.runner.run((context) -> test.accept(context.getBean(Assistant.class)));
	}

	@Test
	void beanGetsNoProxyAndIsAdvisedOnce() {
		run((assistant) -> {
			Troupe.fail("gpt");
			assertThat(AopUtils.isAopProxy(assistant)).isFalse();
			assertThat(assistant.ask("hi")).isEqualTo("claude: hi");
			assertThat(Troupe.called()).containsExactly("gpt", "claude");
		});
	}

	@Test
	void callsOfABeanToItselfAreAdvised() {
		run((assistant) -> {
			Troupe.fail("gpt");
			assertThat(assistant.askItself("hi")).isEqualTo("claude: hi");
		});
	}

	@Test
	void privateMethodsAreAdvisedAndDegrade() {
		run((assistant) -> {
			Troupe.fail("gpt");
			assertThat(assistant.askInPrivate("hi")).isEqualTo("claude: hi");
			Troupe.fail("claude");
			assertThat(assistant.askInPrivate("hi")).isEqualTo("sorry hi: 2");
		});
	}

	@Test
	void privateStaticMethodsAreAdvisedAndDegrade() {
		run((assistant) -> {
			Troupe.fail("gpt");
			assertThat(Assistant.askStatically("hi")).isEqualTo("claude: hi");
			Troupe.fail("claude");
			assertThat(Assistant.askStatically("hi")).isEqualTo("static sorry hi");
		});
	}

	@Test
	void finalMethodsAreAdvised() {
		run((assistant) -> {
			Troupe.fail("gpt");
			assertThat(assistant.askFinally("hi")).isEqualTo("claude: hi");
		});
	}

	@Test
	void composedAnnotationsAreSeen() {
		run((assistant) -> {
			Troupe.fail("gpt", "claude");
			assertThat(assistant.composed("hi")).isEqualTo("composed");
			assertThat(assistant.composedTwice("hi")).isEqualTo("composed");
		});
	}

	@Test
	void expressionsOverArgumentsChooseTheChain() {
		run((assistant) -> {
			assertThat(assistant.count("hi")).isEqualTo("gpt: hi".length());
			assertThat(assistant.count("hello")).isEqualTo("claude: hello".length());
		});
	}

	@Test
	void methodWithoutAnnotationIsLeftAlone() {
		run((assistant) -> assertThat(assistant.plain("hi")).isEqualTo("nobody: hi"));
	}

	@Test
	void checkedExceptionOfTheMethodIsItsFailure() {
		run((assistant) -> {
			Troupe.fail("claude");
			assertThatThrownBy(() -> assistant.tell("hi")).hasRootCauseInstanceOf(IllegalStateException.class)
				.satisfies((thrown) -> assertThat(thrown.getSuppressed())
					.anyMatch((earlier) -> earlier instanceof FileNotFoundException));
		});
	}

	@Test
	void everyAttemptGetsItsModelAndPassesTheAspectsBehindIt() {
		run((assistant) -> {
			Troupe.fail("gpt");
			assertThat(assistant.askWith("hi", null)).isEqualTo("claude");
			assertThat(Noting.NOTES).containsExactly("outside", "inside hi", "inside hi");
		});
	}

	@Test
	void timedAttemptsOnOtherThreadsPassTheAspectsBehindThemToo() {
		this.runner.withPropertyValues("understudy.defaults.timeout=10s").run((context) -> {
			Troupe.fail("gpt");
			assertThat(context.getBean(Assistant.class).askWith("hi", null)).isEqualTo("claude");
			assertThat(Noting.NOTES).containsExactly("outside", "inside hi", "inside hi");
		});
	}

	@Test
	void stageFailsOverAfterTheMethodReturned() {
		this.runner.run((context) -> {
			Troupe.fail("gpt");
			BlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
			CompletionStage<String> answer = context.getBean(Assistant.class).later("hi", tasks::add);
			tasks.remove().run();
			tasks.poll(30, TimeUnit.SECONDS).run();
			assertThat(answer).succeedsWithin(Duration.ofSeconds(30)).isEqualTo("claude: hi");
			assertThat(Noting.NOTES).containsExactly("outside", "inside hi", "inside hi");
		});
	}

	@Test
	void objectsThatAreNoBeansAreAdvisedWhileAContextIsOpen() {
		run((assistant) -> {
			Troupe.fail("gpt");
			assertThat(new Assistant().ask("hi")).isEqualTo("claude: hi");
		});
		assertThat(new Assistant().ask("hi")).isEqualTo("nobody: hi");
	}

}
