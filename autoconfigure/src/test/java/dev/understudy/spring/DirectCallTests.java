package dev.understudy.spring;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

import dev.understudy.ModelFallback;
import org.aopalliance.intercept.MethodInterceptor;
import org.junit.jupiter.api.Test;

import org.springframework.aop.Advisor;
import org.springframework.aop.framework.Advised;
import org.springframework.aop.framework.ProxyFactoryBean;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.support.GenericApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Attempts enter the method itself where no other advice stands before it.
 */
class DirectCallTests {

	private final ApplicationContextRunner runner = Theatre.runner();

	private final AtomicInteger runs = new AtomicInteger();

	private final MethodInterceptor counting = (invocation) -> {
		if (invocation.getMethod().getName().equals("ask")) {
			this.runs.incrementAndGet();
		}
		return invocation.proceed();
	};

	@Test
	void attemptComesToTheMethodWithoutTheProxysReflection() {
		Theatre.play(Service.class, (service, cast) -> {
			service.ask("hi");
			assertThat(service.between()).doesNotContain("springframework");
		});
	}

	@Test
	void adviceThatIsAddedBehindLaterRunsForEveryAttempt() {
		Theatre.play(Service.class, (service, cast) -> {
			cast.fail("gpt");
			assertThat(service.ask("hi")).isEqualTo("claude: hi");
			((Advised) service).addAdvice(this.counting);
			assertThat(service.ask("hi")).isEqualTo("claude: hi");
			assertThat(this.runs).hasValue(2);
			assertThat(service.between()).contains("springframework");
			((Advised) service).removeAdvice(this.counting);
			assertThat(service.ask("hi")).isEqualTo("claude: hi");
			assertThat(this.runs).hasValue(2);
			assertThat(service.between()).doesNotContain("springframework");
		});
	}

	@Test
	void adviceThatIsAddedInFrontRunsOncePerCall() {
		Theatre.play(Service.class, (service, cast) -> {
			cast.fail("gpt");
			((Advised) service).addAdvice(0, this.counting);
			assertThat(service.ask("hi")).isEqualTo("claude: hi");
			assertThat(this.runs).hasValue(1);
		});
	}

	@Test
	void adviceBehindAnInterfaceProxyRunsForEveryAttempt() {
		this.runner.withBean(Impl.class).withPropertyValues("spring.aop.proxy-target-class=false").run((context) -> {
			context.getBean(Cast.class).fail("gpt");
			Api api = context.getBean(Api.class);
			assertThat(api.ask("hi")).isEqualTo("claude: hi");
			((Advised) api).addAdvice(this.counting);
			assertThat(api.ask("hi")).isEqualTo("claude: hi");
			assertThat(this.runs).hasValue(2);
		});
	}

	@Test
	void proxiesOfOneClassShareTheirClass() {
		this.runner
			.withInitializer((starting) -> ((GenericApplicationContext) starting).registerBean(Service.class,
					(definition) -> definition.setScope("prototype")))
			.run((context) -> {
				Set<Class<?>> classes = new HashSet<>();
				for (int i = 0; i < 20; i++) {
					classes.add(context.getBean(Service.class).getClass());
				}
				assertThat(classes).hasSize(1);
				context.getBean(Cast.class).fail("gpt");
				assertThat(context.getBean(Service.class).ask("hi")).isEqualTo("claude: hi");
			});
	}

	@Test
	void beanThatAFactoryProxiesIsAdvisedOnce() {
		this.runner.withBean("target", Service.class).withBean("proxied", ProxyFactoryBean.class, () -> {
			ProxyFactoryBean factory = new ProxyFactoryBean();
			factory.setTargetName("target");
			factory.setProxyTargetClass(true);
			return factory;
		}).run((context) -> {
			Cast cast = context.getBean(Cast.class);
			Service service = (Service) context.getBean("proxied");
			assertThat(service.ask("hi")).isEqualTo("gpt: hi");
			assertThat(cast.called()).containsExactly("gpt");
			Advised advised = (Advised) service;
			assertThat(Arrays.stream(advised.getAdvisors()).map(Advisor::getAdvice))
				.filteredOn(FallbackInterceptor.class::isInstance)
				.hasSizeLessThanOrEqualTo(1);
		});
	}

	@Test
	void checkedExceptionArrivesAsItWasThrown() {
		Theatre.play(Service.class, (service, cast) -> {
			IOException thrown = new IOException("canceled");
			cast.failWith(thrown, "gpt", "claude");
			assertThatThrownBy(() -> service.checked("hi")).isSameAs(thrown);
		});
	}

	@Test
	void argumentsOfAnyKindArrive() {
		Theatre.play(Service.class, (service, cast) -> {
			cast.fail("gpt");
			assertThat(service.many(1, 2L, 'c', null, "x", "y")).isEqualTo("claude: 12cnull[x, y]");
			assertThat(service.none()).isEqualTo("claude: nothing");
			assertThat(service.number(20)).isEqualTo(21);
		});
	}

	@Test
	void overridingMethodOfAGenericTypeIsEnteredThroughItsBridge() {
		Theatre.play(Greeter.class, (greeter, cast) -> {
			cast.fail("gpt");
			Generic<String> generic = greeter;
			assertThat(generic.ask("hi")).isEqualTo("claude: hi");
			assertThat(greeter.ask("you")).isEqualTo("claude: you");
		});
	}

	interface Api {

		String ask(String question);

	}

	static class Impl implements Api {

		private final Cast cast;

		Impl(Cast cast) {
			this.cast = cast;
		}

		@Override
		@ModelFallback
		public String ask(String question) {
			return this.cast.answer(question);
		}

	}

	static class Generic<T> {

		String ask(T question) {
			return "nobody";
		}

	}

	static class Greeter extends Generic<String> {

		private final Cast cast;

		Greeter(Cast cast) {
			this.cast = cast;
		}

		@Override
		@ModelFallback
		public String ask(String question) {
			return this.cast.answer(question);
		}

	}

	static class Service {

		private final Cast cast;

		private String between = "";

		Service(Cast cast) {
			this.cast = cast;
		}

		@ModelFallback
		public String ask(String question) {
			this.between = Arrays.stream(new Throwable().getStackTrace())
				.map(StackTraceElement::getClassName)
				.takeWhile((caller) -> !caller.startsWith("dev.understudy.routing"))
				.collect(Collectors.joining(" "));
			return this.cast.answer(question);
		}

		/** What stood between the engine and the method. */
		public String between() {
			return this.between;
		}

		@ModelFallback
		public String checked(String question) throws Exception {
			return this.cast.answerOrThrow(question);
		}

		@ModelFallback
		String many(int one, long two, char three, Object four, String... rest) {
			return this.cast.answer("" + one + two + three + four + Arrays.toString(rest));
		}

		@ModelFallback
		protected String none() {
			return this.cast.answer("nothing");
		}

		@ModelFallback
		public int number(int value) {
			this.cast.answer(value);
			return value + 1;
		}

	}

}
