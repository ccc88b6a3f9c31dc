package dev.understudy.spring;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.lang.reflect.Proxy;
import java.util.function.UnaryOperator;

import dev.understudy.CurrentModel;
import dev.understudy.DegradeTo;
import dev.understudy.ModelFallback;
import org.aopalliance.intercept.MethodInterceptor;
import org.junit.jupiter.api.Test;

import org.springframework.aop.framework.Advised;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.aop.framework.autoproxy.AutoProxyUtils;
import org.springframework.aop.framework.autoproxy.DefaultAdvisorAutoProxyCreator;
import org.springframework.aop.scope.ScopedProxyFactoryBean;
import org.springframework.aop.support.AopUtils;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.aop.support.NameMatchMethodPointcut;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Scope;
import org.springframework.context.annotation.ScopedProxyMode;
import org.springframework.core.annotation.AliasFor;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The advice before beans of every kind.
 */
class ProxyKindsTests {

	private final ApplicationContextRunner runner = Theatre.runner();

	@Test
	void classWithoutInterfacesGetsAClassProxy() {
		this.runner.withBean(Plain.class).run((context) -> {
			assertThat(AopUtils.isCglibProxy(context.getBean(Plain.class))).isTrue();
			context.getBean(Cast.class).fail("gpt");
			assertThat(context.getBean(Plain.class).ask("hi")).isEqualTo("claude: hi");
		});
	}

	@Test
	void classWithInterfacesGetsAClassProxyByDefault() {
		this.runner.withBean(Impl.class).run((context) -> {
			assertThat(AopUtils.isCglibProxy(context.getBean(Api.class))).isTrue();
			fallsBack(context.getBean(Cast.class), context.getBean(Api.class)::ask);
		});
	}

	@Test
	void classWithInterfacesGetsAnInterfaceProxyWhenTheApplicationWantsThat() {
		this.runner.withBean(Impl.class).withPropertyValues("spring.aop.proxy-target-class=false").run((context) -> {
			assertThat(AopUtils.isJdkDynamicProxy(context.getBean(Api.class))).isTrue();
			fallsBack(context.getBean(Cast.class), context.getBean(Api.class)::ask);
		});
	}

	@Test
	void worksWithoutSpringsOwnAutoProxies() {
		this.runner.withBean(Plain.class)
			.withPropertyValues("spring.aop.auto=false")
			.run((context) -> fallsBack(context.getBean(Cast.class), context.getBean(Plain.class)::ask));
	}

	@Test
	void finalClassIsAdvisedThroughItsInterfaces() {
		this.runner.withBean("api", Api.class, () -> new FinalImpl(new Cast().fail("gpt"))).run((context) -> {
			assertThat(AopUtils.isJdkDynamicProxy(context.getBean(Api.class))).isTrue();
			assertThat(context.getBean(Api.class).ask("hi")).isEqualTo("claude: hi");
		});
	}

	@Test
	void lambdaIsAdvisedThroughItsInterface() {
		Cast cast = new Cast().fail("gpt");
		this.runner.withBean(AnnotatedApi.class, () -> cast::answer)
			.run((context) -> assertThat(context.getBean(AnnotatedApi.class).ask("hi")).isEqualTo("claude: hi"));
	}

	@Test
	void adviceJoinsTheProxyThatABeanHas() {
		this.runner.withUserConfiguration(OtherAdvice.class).withBean(Plain.class).run((context) -> {
			Advised bean = (Advised) context.getBean(Plain.class);
			assertThat(bean.getTargetSource().getTarget()).isExactlyInstanceOf(Plain.class);
			assertThat(bean.getAdvisors()).hasSize(2);
			fallsBack(context.getBean(Cast.class), context.getBean(Plain.class)::ask);
			assertThat(context.getBean(OtherAdvice.class).calls).isOne();
		});
	}

	@Test
	void productOfAFactoryBeanIsAdvised() {
		this.runner.withBean(PlainFactory.class)
			.run((context) -> fallsBack(context.getBean(Cast.class), context.getBean(Plain.class)::ask));
	}

	@Test
	void proxyWithoutTargetIsAdvised() {
		this.runner.withUserConfiguration(Bodiless.class)
			.run((context) -> assertThat(context.getBean(AnnotatedApi.class).ask("hi")).isEqualTo("claude: hi"));
	}

	@Test
	void foreignJdkProxyIsAdvised() {
		Cast cast = new Cast().fail("gpt");
		this.runner
			.withBean(AnnotatedApi.class, () -> (AnnotatedApi) Proxy.newProxyInstance(getClass().getClassLoader(),
					new Class<?>[] { AnnotatedApi.class }, (proxy, method, arguments) -> cast.answer(arguments[0])))
			.run((context) -> assertThat(context.getBean(AnnotatedApi.class).ask("hi")).isEqualTo("claude: hi"));
	}

	@Test
	void targetOfAScopedProxyIsAdvisedOnce() {
		this.runner.withUserConfiguration(Scoped.class).run((context) -> {
			assertThat(context.getBeanFactory().getMergedBeanDefinition("plain").getBeanClassName())
				.isEqualTo(ScopedProxyFactoryBean.class.getName());
			fallsBack(context.getBean(Cast.class), context.getBean("plain", Plain.class)::ask);
		});
	}

	@Test
	void prototypeBeansShareTheirPlans() {
		this.runner.withUserConfiguration(Prototypes.class).run((context) -> {
			context.getBean(Cast.class).fail("gpt");
			for (int i = 0; i < 3; i++) {
				assertThat(context.getBean("prototype", Plain.class).ask("hi")).isEqualTo("claude: hi");
			}
		});
	}

	@Test
	void proxyTellsTheClassBehindIt() {
		this.runner.withBean("impl", Impl.class)
			.withPropertyValues("spring.aop.proxy-target-class=false")
			.run((context) -> {
				context.getBean("impl");
				assertThat(AutoProxyUtils.determineTargetClass(context.getBeanFactory(), "impl")).isEqualTo(Impl.class);
			});
	}

	@Test
	void disabledStarterLeavesBeansUntouched() {
		this.runner.withBean(Plain.class).withPropertyValues("understudy.enabled=false").run((context) -> {
			assertThat(context.getBean(Plain.class)).isExactlyInstanceOf(Plain.class);
			assertThat(context).doesNotHaveBean(FallbackPostProcessor.class);
		});
	}

	@Test
	void beanWithoutAnnotationsIsLeftAlone() {
		this.runner.run((context) -> assertThat(context.getBean(Cast.class)).isExactlyInstanceOf(Cast.class));
	}

	@Test
	void composedAnnotationsAreFoundWithTheirAliases() {
		this.runner.withBean(Composed.class).run((context) -> {
			context.getBean(Cast.class).fail("local");
			assertThat(context.getBean(Composed.class).ask("hi")).isEqualTo("closed");
			assertThat(context.getBean(Cast.class).called()).containsExactly("local");
		});
	}

	private static void fallsBack(Cast cast, UnaryOperator<String> method) {
		cast.fail("gpt");
		assertThat(method.apply("hi")).isEqualTo("claude: hi");
		assertThat(cast.called()).containsExactly("gpt", "claude");
	}

	static class Plain {

		private final Cast cast;

		Plain(Cast cast) {
			this.cast = cast;
		}

		@ModelFallback
		public String ask(String question) {
			return this.cast.answer(question);
		}

	}

	interface Api {

		String ask(String question);

	}

	interface AnnotatedApi {

		@ModelFallback
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

	static final class FinalImpl implements Api {

		private final Cast cast;

		FinalImpl(Cast cast) {
			this.cast = cast;
		}

		@Override
		@ModelFallback
		public String ask(String question) {
			return this.cast.answer(question);
		}

	}

	@Retention(RetentionPolicy.RUNTIME)
	@Target(ElementType.METHOD)
	@ModelFallback("cheap")
	@DegradeTo(text = "")
	@interface Cheap {

		@AliasFor(annotation = DegradeTo.class, attribute = "text")
		String otherwise();

	}

	static class Composed {

		private final Cast cast;

		Composed(Cast cast) {
			this.cast = cast;
		}

		@Cheap(otherwise = "closed")
		public String ask(String question) {
			return this.cast.answer(question);
		}

	}

	static class PlainFactory implements FactoryBean<Plain> {

		private final Cast cast;

		PlainFactory(Cast cast) {
			this.cast = cast;
		}

		@Override
		public Plain getObject() {
			return new Plain(this.cast);
		}

		@Override
		public Class<?> getObjectType() {
			return Plain.class;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Bodiless {

		@Bean
		AnnotatedApi api() {
			MethodInterceptor client = (invocation) -> {
				if (CurrentModel.require().id().equals("gpt")) {
					throw new IllegalStateException("down");
				}
				return CurrentModel.require().id() + ": " + invocation.getArguments()[0];
			};
			return ProxyFactory.getProxy(AnnotatedApi.class, client);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Scoped {

		@Bean
		@Scope(value = "prototype", proxyMode = ScopedProxyMode.TARGET_CLASS)
		Plain plain(Cast cast) {
			return new Plain(cast);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Prototypes {

		@Bean
		@Scope("prototype")
		Plain prototype(Cast cast) {
			return new Plain(cast);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OtherAdvice {

		private int calls;

		@Bean
		static DefaultAdvisorAutoProxyCreator proxies() {
			DefaultAdvisorAutoProxyCreator creator = new DefaultAdvisorAutoProxyCreator();
			creator.setProxyTargetClass(true);
			return creator;
		}

		@Bean
		DefaultPointcutAdvisor counting() {
			MethodInterceptor counting = (invocation) -> {
				this.calls++;
				return invocation.proceed();
			};
			DefaultPointcutAdvisor advisor = new DefaultPointcutAdvisor(counting);
			advisor.setPointcut(new NameMatchMethodPointcut().addMethodName("ask"));
			return advisor;
		}

	}

}
