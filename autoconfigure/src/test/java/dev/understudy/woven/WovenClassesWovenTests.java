package dev.understudy.woven;

import java.util.List;

import dev.understudy.boot.AdviceAutoConfiguration;
import dev.understudy.boot.UnderstudyAutoConfiguration;
import dev.understudy.boot.UnderstudyConfigurationException;
import dev.understudy.spring.Problem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.springframework.aop.framework.ProxyFactory;
import org.springframework.aop.framework.autoproxy.DefaultAdvisorAutoProxyCreator;
import org.springframework.aop.interceptor.SimpleTraceInterceptor;
import org.springframework.aop.support.AopUtils;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.aop.support.NameMatchMethodPointcut;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.NestedExceptionUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

/**
 * Annotated types, contexts beside each other, and what the agent of AspectJ does not
 * reach.
 */
@Tag("woven")
class WovenClassesWovenTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(UnderstudyAutoConfiguration.class, AdviceAutoConfiguration.class))
		.withPropertyValues("understudy.advice.mode=aspectj", "understudy.models.gpt.provider=openai",
				"understudy.models.claude.provider=anthropic", "understudy.chains.assistant.models=gpt,claude",
				"understudy.defaults.retry.max-attempts=1", "understudy.health.consecutive-failures=1000",
				"understudy.health.minimum-calls=1000");

	@BeforeEach
	void reset() {
		Troupe.reset();
	}

	@Test
	void methodsOfAnAnnotatedClassAreAdvisedButPrivateOnes() {
		this.runner.withBean(Classes.Annotated.class).run((context) -> {
			Classes.Annotated bean = context.getBean(Classes.Annotated.class);
			Troupe.fail("gpt");
			assertThat(bean.ask("hi")).isEqualTo("claude: hi");
			Troupe.fail("claude");
			assertThat(bean.ask("hi")).isEqualTo("of the class");
		});
	}

	@Test
	void overrideThatCallsItsSuperIsOneCall() {
		this.runner.withBean(Classes.Extending.class).run((context) -> {
			Troupe.fail("gpt");
			assertThat(context.getBean(Classes.Extending.class).ask("hi")).isEqualTo("extended claude: hi");
			assertThat(Troupe.called()).containsExactly("gpt", "claude");
		});
	}

	@Test
	void beanWithAProxyForOtherAdviceIsAdvisedOnce() {
		this.runner.withBean(Classes.Annotated.class).withBean(DefaultAdvisorAutoProxyCreator.class, () -> {
			DefaultAdvisorAutoProxyCreator creator = new DefaultAdvisorAutoProxyCreator();
			creator.setProxyTargetClass(true);
			return creator;
		}).withBean(DefaultPointcutAdvisor.class, () -> {
			NameMatchMethodPointcut asks = new NameMatchMethodPointcut();
			asks.addMethodName("ask");
			return new DefaultPointcutAdvisor(asks, new SimpleTraceInterceptor());
		}).run((context) -> {
			Classes.Annotated bean = context.getBean(Classes.Annotated.class);
			assertThat(AopUtils.isCglibProxy(bean)).isTrue();
			Troupe.fail("gpt");
			assertThat(bean.ask("hi")).isEqualTo("claude: hi");
			assertThat(Troupe.called()).containsExactly("gpt", "claude");
		});
	}

	@Test
	void beanInProxyModeIsAdvisedOnceThoughItsClassIsWoven() {
		this.runner.withBean(Classes.Annotated.class)
			.withPropertyValues("understudy.advice.mode=proxy")
			.run((context) -> {
				Classes.Annotated bean = context.getBean(Classes.Annotated.class);
				assertThat(AopUtils.isCglibProxy(bean)).isTrue();
				Troupe.fail("gpt");
				assertThat(bean.ask("hi")).isEqualTo("claude: hi");
				assertThat(Troupe.called()).containsExactly("gpt", "claude");
			});
	}

	@Test
	void beanFollowsTheContextThatCreatedItAndOtherObjectsTheNewest() {
		this.runner.withBean(Assistant.class).run((first) -> {
			this.runner.withBean(Assistant.class)
				.withPropertyValues("understudy.chains.assistant.models=claude")
				.run((second) -> {
					assertThat(first.getBean(Assistant.class).ask("hi")).isEqualTo("gpt: hi");
					assertThat(second.getBean(Assistant.class).ask("hi")).isEqualTo("claude: hi");
					assertThat(new Assistant().ask("hi")).isEqualTo("claude: hi");
				});
			assertThat(new Assistant().ask("hi")).isEqualTo("gpt: hi");
		});
	}

	@Test
	void annotatedInterfacesReachTheMethodsTheyDeclare() {
		this.runner.withBean(Classes.ByInterface.class).withBean(Classes.ByDirectInterface.class).run((context) -> {
			Troupe.fail("gpt", "claude");
			assertThat(context.getBean(Classes.Asking.class).ask("hi")).isEqualTo("composed");
			assertThat(context.getBean(Classes.Speaking.class).ask("hi")).isEqualTo("of the interface");
		});
	}

	@Test
	void whatIsOutOfReachIsReported() {
		this.runner.withBean(Classes.ByMethodOfInterface.class)
			.withBean(Classes.MoreThanItsInterface.class)
			.withBean(Assistant.class)
			.run((context) -> {
				List<Problem> problems = problems(context);
				assertThat(problems).extracting(Problem::where)
					.containsExactly(Classes.ByMethodOfInterface.class.getName() + ".ask(String)",
							Classes.MoreThanItsInterface.class.getName() + ".askMore(String)");
				assertThat(problems).allSatisfy((problem) -> {
					assertThat(problem.what()).startsWith("is not woven");
					assertThat(problem.mend()).startsWith("annotate this very method or its class");
				});
			});
	}

	@Test
	void beanWithoutAClassIsReported() {
		this.runner
			.withBean(Classes.Marked.class,
					() -> ProxyFactory.getProxy(Classes.Marked.class, new SimpleTraceInterceptor()))
			.run((context) -> assertThat(problems(context)).singleElement()
				.satisfies((problem) -> assertThat(problem.mend())
					.startsWith("AspectJ does not reach what has no class")));
	}

	@Test
	void placeAmongProxiedAdviceIsRefused() {
		this.runner.withPropertyValues("understudy.advice.order=3")
			.run((context) -> assertThat(problems(context)).extracting(Problem::where)
				.containsExactly("understudy.advice.order"));
	}

	private static List<Problem> problems(AssertableApplicationContext context) {
		assertThat(context).hasFailed();
		Throwable cause = NestedExceptionUtils.getMostSpecificCause(context.getStartupFailure());
		return assertThat(cause).asInstanceOf(type(UnderstudyConfigurationException.class)).actual().problems();
	}

}
