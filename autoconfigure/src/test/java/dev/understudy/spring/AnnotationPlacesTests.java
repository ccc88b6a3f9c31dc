package dev.understudy.spring;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.Map;

import dev.understudy.DegradeTo;
import dev.understudy.ModelFallback;
import dev.understudy.failure.FailureKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Where annotations may stand, and which of them holds.
 */
class AnnotationPlacesTests {

	@Test
	void annotationOnAClassHoldsForItsMethods() {
		Theatre.play(OnClass.class, (bean, cast) -> {
			assertThat(bean.first("hi")).isEqualTo("local: hi");
			assertThat(bean.second("hi")).isEqualTo("gpt: hi");
			cast.fail("local", "gpt", "claude");
			assertThat(bean.first("hi")).isEqualTo("from the class");
			assertThat(bean.second("hi")).isEqualTo("from the class");
			assertThat(bean.third("hi")).isEqualTo("from the method");
		});
	}

	@Test
	void annotationOnAClassLeavesToStringAlone() {
		Theatre.play(OnClass.class, (bean, cast) -> {
			assertThat(bean).hasToString("a bean");
			assertThat(cast.called()).isEmpty();
		});
	}

	@Test
	void annotationsOfASuperclassAreInherited() {
		Theatre.play(Inherits.class, (bean, cast) -> {
			cast.fail("gpt");
			assertThat(bean.ask("hi")).isEqualTo("claude: hi");
			assertThat(bean.overridden("hi")).isEqualTo("claude: overridden hi");
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "true", "false" })
	void annotationOnAGenericInterfaceMethodIsFoundThroughBridges(String classProxies) {
		Theatre.runner()
			.withPropertyValues("spring.aop.proxy-target-class=" + classProxies)
			.withBean("asker", Asker.class, () -> new StringAsker(new Cast().fail("gpt")))
			.run((context) -> {
				Asker<String> raw = asker(context.getBean("asker"));
				assertThat(raw.ask("hi")).isEqualTo("claude: hi");
			});
	}

	@ParameterizedTest
	@ValueSource(strings = { "true", "false" })
	void annotationOnAMethodBehindABridgeIsFound(String classProxies) {
		Theatre.runner()
			.withPropertyValues("spring.aop.proxy-target-class=" + classProxies)
			.withBean("asker", PlainAsker.class, () -> new AnnotatedAsker(new Cast().fail("gpt")))
			.run((context) -> {
				PlainAsker<String> raw = plainAsker(context.getBean("asker"));
				assertThat(raw.ask("hi")).isEqualTo("claude: hi");
				assertThat(raw.keyed("hi")).isEqualTo("claude: hi");
			});
	}

	@Test
	void publicMethodOfAHiddenSuperclassIsFound() {
		Theatre.play(Visible.class, (bean, cast) -> {
			cast.fail("gpt");
			assertThat(bean.ask("hi")).isEqualTo("claude: hi");
		});
	}

	@Test
	void rungsAreTriedInTheOrderWritten() {
		Theatre.play(Ladders.class, (bean, cast) -> {
			cast.fail("gpt", "claude");
			assertThat(bean.two("hi")).isEqualTo("second");
			assertThat(bean.composed("hi")).isEqualTo("composed first");
			assertThat(bean.limited("hi")).isEqualTo("for all others");
		});
	}

	@Test
	void protectedAndPackagePrivateMethodsAreAdvised() {
		Theatre.play(Ladders.class, (bean, cast) -> {
			cast.fail("gpt");
			assertThat(bean.hidden("hi")).isEqualTo("claude: hi");
		});
	}

	@SuppressWarnings("unchecked")
	private static Asker<String> asker(Object bean) {
		return (Asker<String>) bean;
	}

	@SuppressWarnings("unchecked")
	private static PlainAsker<String> plainAsker(Object bean) {
		return (PlainAsker<String>) bean;
	}

	@ModelFallback("cheap")
	@DegradeTo(text = "from the class")
	static class OnClass {

		private final Cast cast;

		OnClass(Cast cast) {
			this.cast = cast;
		}

		public String first(String question) {
			return this.cast.answer(question);
		}

		@ModelFallback("assistant")
		public String second(String question) {
			return this.cast.answer(question);
		}

		@DegradeTo(text = "from the method")
		public String third(String question) {
			return this.cast.answer(question);
		}

		@Override
		public String toString() {
			return "a bean";
		}

	}

	abstract static class Parent {

		final Cast cast;

		Parent(Cast cast) {
			this.cast = cast;
		}

		@ModelFallback
		public String ask(String question) {
			return this.cast.answer(question);
		}

		@ModelFallback
		public abstract String overridden(String question);

	}

	static class Inherits extends Parent {

		Inherits(Cast cast) {
			super(cast);
		}

		@Override
		public String overridden(String question) {
			return this.cast.answer("overridden " + question);
		}

	}

	interface Asker<T> {

		@ModelFallback(key = "#question")
		String ask(T question);

	}

	static class StringAsker implements Asker<String> {

		private final Cast cast;

		StringAsker(Cast cast) {
			this.cast = cast;
		}

		@Override
		public String ask(String text) {
			return this.cast.answer(text);
		}

	}

	interface PlainAsker<T> {

		String ask(T question);

		String keyed(T question);

	}

	static class AnnotatedAsker implements PlainAsker<String> {

		private final Cast cast;

		AnnotatedAsker(Cast cast) {
			this.cast = cast;
		}

		@Override
		@ModelFallback
		public String ask(String text) {
			return this.cast.answer(text);
		}

		@Override
		@ModelFallback("#{#text == 'hi' ? 'assistant' : 'cheap'}")
		public String keyed(String text) {
			return this.cast.answer(text);
		}

	}

	abstract static class Hidden {

		Cast cast;

		@ModelFallback
		public String ask(String question) {
			return this.cast.answer(question);
		}

	}

	static class Visible extends Hidden {

		Visible(Cast cast) {
			this.cast = cast;
		}

	}

	@Retention(RetentionPolicy.RUNTIME)
	@ModelFallback
	@DegradeTo(text = "composed first")
	@DegradeTo(text = "composed second")
	@interface Careful {

	}

	static class Ladders {

		private final Cast cast;

		Ladders(Cast cast) {
			this.cast = cast;
		}

		@ModelFallback
		@DegradeTo("throwing")
		@DegradeTo(text = "second")
		@DegradeTo(text = "third")
		public String two(String question) {
			return this.cast.answer(question);
		}

		@Careful
		public String composed(String question) {
			return this.cast.answer(question);
		}

		@ModelFallback
		@DegradeTo(text = "for time-outs", when = { FailureKind.TIMEOUT, FailureKind.TIMEOUT })
		@DegradeTo(text = "for all others")
		public String limited(String question) {
			return this.cast.answer(question);
		}

		@ModelFallback
		String hidden(String question) {
			return this.cast.answer(question);
		}

		private String throwing() {
			throw new IllegalStateException(String.valueOf(Map.of()));
		}

	}

}
