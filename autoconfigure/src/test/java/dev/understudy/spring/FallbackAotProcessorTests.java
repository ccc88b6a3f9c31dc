package dev.understudy.spring;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

import dev.understudy.DegradeTo;
import dev.understudy.ModelFallback;
import org.junit.jupiter.api.Test;

import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.ReflectionHintsPredicates;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.aot.test.generate.TestGenerationContext;
import org.springframework.beans.factory.aot.AotServices;
import org.springframework.beans.factory.aot.BeanFactoryInitializationAotContribution;
import org.springframework.beans.factory.aot.BeanFactoryInitializationAotProcessor;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.beans.factory.support.RootBeanDefinition;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a native image is told.
 */
class FallbackAotProcessorTests {

	private final ReflectionHintsPredicates reflection = RuntimeHintsPredicates.reflection();

	@Test
	void isFoundBySpring() {
		assertThat(AotServices.factories().load(BeanFactoryInitializationAotProcessor.class))
			.hasAtLeastOneElementOfType(FallbackAotProcessor.class);
	}

	@Test
	void annotatedMethodsAndDegradeMethodsAreCalledByReflection() {
		RuntimeHints hints = hints(Assistant.class);
		assertThat(this.reflection.onMethodInvocation(Assistant.class, "ask")).accepts(hints);
		assertThat(this.reflection.onMethodInvocation(Assistant.class, "sorry")).accepts(hints);
		assertThat(this.reflection.onMethodInvocation(Assistant.class, "other")).rejects(hints);
	}

	@Test
	void argumentsThatExpressionsReadAreReadByReflection() {
		RuntimeHints hints = hints(Assistant.class);
		assertThat(this.reflection.onMethodInvocation(User.class, "name")).accepts(hints);
		assertThat(this.reflection.onType(Unread.class)).rejects(hints);
	}

	@Test
	void typesThatTextsConvertToAreMadeByReflection() {
		assertThat(this.reflection.onMethodInvocation(Mark.class, "valueOf")).accepts(hints(Assistant.class));
	}

	@Test
	void methodsOfAnnotatedInterfacesCount() {
		RuntimeHints hints = hints(Client.class);
		assertThat(this.reflection.onMethodInvocation(Client.class, "ask")).accepts(hints);
		assertThat(this.reflection.onMethodInvocation(Client.class, "sorry")).accepts(hints);
	}

	@Test
	void composedAnnotationsAreReadThroughProxies() {
		RuntimeHints hints = hints(Composing.class);
		assertThat(RuntimeHintsPredicates.proxies().forInterfaces(ModelFallback.class)).accepts(hints);
		assertThat(RuntimeHintsPredicates.proxies().forInterfaces(DegradeTo.class)).accepts(hints);
	}

	@Test
	void contextWithoutAnnotatedMethodsNeedsNothing() {
		assertThat(contribution(factory(Unread.class))).isNull();
	}

	@Test
	void contextWithoutAdviceNeedsNothing() {
		DefaultListableBeanFactory beans = new DefaultListableBeanFactory();
		beans.registerBeanDefinition("bean", new RootBeanDefinition(Assistant.class));
		assertThat(contribution(beans)).isNull();
	}

	private static RuntimeHints hints(Class<?> type) {
		TestGenerationContext generation = new TestGenerationContext();
		contribution(factory(type)).applyTo(generation, null);
		return generation.getRuntimeHints();
	}

	private static DefaultListableBeanFactory factory(Class<?> type) {
		DefaultListableBeanFactory beans = new DefaultListableBeanFactory();
		beans.registerBeanDefinition("assembly", new RootBeanDefinition(AdviceAssembly.class));
		beans.registerBeanDefinition("bean", new RootBeanDefinition(type));
		return beans;
	}

	private static BeanFactoryInitializationAotContribution contribution(DefaultListableBeanFactory beans) {
		return new FallbackAotProcessor().processAheadOfTime(beans);
	}

	record User(String name) {

	}

	record Unread(String name) {

	}

	record Mark(String text) {

		public static Mark valueOf(String text) {
			return new Mark(text);
		}

	}

	static class Assistant {

		@ModelFallback(key = "#user.name")
		@DegradeTo("sorry")
		public String ask(User user) {
			return user.name();
		}

		@ModelFallback
		@DegradeTo(text = "none")
		public Mark mark(Unread text) {
			return new Mark(text.name());
		}

		public void other() {
		}

		private String sorry() {
			return "sorry";
		}

	}

	@ModelFallback
	interface Client {

		@DegradeTo("sorry")
		String ask(String text);

		default String sorry() {
			return "sorry";
		}

	}

	@ModelFallback
	@Retention(RetentionPolicy.RUNTIME)
	@interface Composed {

	}

	static class Composing {

		@Composed
		public String ask(String text) {
			return text;
		}

	}

}
