package dev.understudy.spring;

import java.util.concurrent.atomic.AtomicInteger;

import dev.understudy.DegradeTo;
import dev.understudy.ModelFallback;
import dev.understudy.ModelRouter;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;

import org.springframework.beans.factory.FactoryBean;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Scope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Beans are checked by their types, and none is created for it.
 */
class BeanTypesTests {

	private final ApplicationContextRunner runner = Theatre.runner()
		.withBean("created", AtomicInteger.class, AtomicInteger::new);

	@Test
	void lazyBeansAreCheckedWithoutBeingCreated() {
		this.runner.withUserConfiguration(Fine.class).run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(context.getBean(AtomicInteger.class)).hasValue(0);
			context.getBean("lazy", Counting.class);
			assertThat(context.getBean(AtomicInteger.class)).hasValue(1);
		});
	}

	@Test
	void mistakesOfLazyBeansAreFound() {
		this.runner.withUserConfiguration(Wrong.class)
			.run((context) -> assertThat(context.getStartupFailure()).rootCause()
				.hasMessageContaining("Wrong$Lazily.ask(String): @ModelFallback names the unknown chain 'lazily'")
				.hasMessageContaining("Wrong$Often.ask(String): @ModelFallback names the unknown chain 'often'")
				.hasMessageContaining("Wrong$Made.ask(String): @ModelFallback names the unknown chain 'made'"));
	}

	@Test
	void classThatABeanMethodHidesIsFoundAtStartUp() {
		this.runner.withUserConfiguration(Hidden.class)
			.run((context) -> assertThat(context.getStartupFailure()).rootCause()
				.hasMessageContaining("HiddenApi.ask(String): @ModelFallback names the unknown chain 'hidden'"));
	}

	@Test
	void classThatALazyBeanMethodHidesIsFoundBeforeItsFirstCall() {
		this.runner.withUserConfiguration(LazilyHidden.class).run((context) -> {
			assertThat(context).hasNotFailed();
			assertThatThrownBy(() -> context.getBean("api")).rootCause()
				.hasMessageContaining("HiddenApi.ask(String): @ModelFallback names the unknown chain 'hidden'");
		});
	}

	@Test
	void degradeMethodOfAClassBehindAnAnnotatedInterfaceIsFound() {
		this.runner.withUserConfiguration(BehindInterface.class).run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(context.getBean(AnnotatedApi.class).ask("hi")).isEqualTo("of the class");
		});
	}

	@Test
	void methodThatNoProxyReachesIsFoundInAClassThatABeanMethodHides() {
		this.runner.withUserConfiguration(OutOfReach.class)
			.run((context) -> assertThat(context.getStartupFailure())
				.hasMessageContaining("PrivateApi.inner(String): is private, so that no proxy can stand before it"));
	}

	@Test
	void methodThatNoProxyReachesIsFoundWhenALazyBeanIsCreated() {
		this.runner.withUserConfiguration(LazilyOutOfReach.class).run((context) -> {
			assertThat(context).hasNotFailed();
			assertThatThrownBy(() -> context.getBean("api")).rootCause()
				.hasMessageContaining("PrivateApi.inner(String): is private, so that no proxy can stand before it");
		});
	}

	@Test
	void mockNeedsNotWhatTheBeanInWhosePlaceItStandsHas() {
		this.runner
			.withInitializer(
					(context) -> context.getBeanFactory().registerSingleton("api", Mockito.mock(AnnotatedApi.class)))
			.run((context) -> {
				assertThat(context).hasNotFailed();
				assertThat(context.getBean(AnnotatedApi.class).ask("hi")).isNull();
			});
	}

	static class Counting {

		Counting(AtomicInteger created) {
			created.incrementAndGet();
		}

		@ModelFallback
		public String ask(String question) {
			return question;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Fine {

		@Bean
		@Lazy
		Counting lazy(AtomicInteger created) {
			return new Counting(created);
		}

		@Bean
		@Scope("prototype")
		Counting prototype(AtomicInteger created) {
			return new Counting(created);
		}

		@Bean
		@Lazy
		CountingFactory factory(AtomicInteger created) {
			return new CountingFactory(created);
		}

	}

	static class CountingFactory implements FactoryBean<Counting> {

		private final AtomicInteger created;

		CountingFactory(AtomicInteger created) {
			this.created = created;
			created.incrementAndGet();
		}

		@Override
		public Counting getObject() {
			return new Counting(this.created);
		}

		@Override
		public Class<?> getObjectType() {
			return Counting.class;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Wrong {

		@Bean
		@Lazy
		Lazily lazily() {
			throw new AssertionError("created");
		}

		@Bean
		@Scope("prototype")
		Often often() {
			throw new AssertionError("created");
		}

		@Bean
		@Lazy
		MadeFactory made() {
			throw new AssertionError("created");
		}

		static class Lazily {

			@ModelFallback("lazily")
			public String ask(String question) {
				return question;
			}

		}

		static class Often {

			@ModelFallback("often")
			public String ask(String question) {
				return question;
			}

		}

		static class Made {

			@ModelFallback("made")
			public String ask(String question) {
				return question;
			}

		}

		static class MadeFactory implements FactoryBean<Made> {

			@Override
			public Made getObject() {
				return new Made();
			}

			@Override
			public Class<?> getObjectType() {
				return Made.class;
			}

		}

	}

	interface Api {

		String ask(String question);

	}

	static class HiddenApi implements Api {

		@Override
		@ModelFallback("hidden")
		public String ask(String question) {
			return question;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Hidden {

		@Bean
		Api api() {
			return new HiddenApi();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class LazilyHidden {

		@Bean
		@Lazy
		Api api() {
			return new HiddenApi();
		}

	}

	static class PrivateApi implements Api {

		@Override
		public String ask(String question) {
			return inner(question);
		}

		@ModelFallback
		private String inner(String question) {
			return question;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OutOfReach {

		@Bean
		Api api(ModelRouter router) {
			return new PrivateApi();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class LazilyOutOfReach {

		@Bean
		@Lazy
		Api api() {
			return new PrivateApi();
		}

	}

	interface AnnotatedApi {

		@ModelFallback
		@DegradeTo("sorry")
		String ask(String question);

	}

	static class ImplementedApi implements AnnotatedApi {

		@Override
		public String ask(String question) {
			throw new IllegalStateException("down");
		}

		private String sorry(String question) {
			return "of the class";
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class BehindInterface {

		@Bean
		@Lazy
		AnnotatedApi api() {
			return new ImplementedApi();
		}

	}

}
