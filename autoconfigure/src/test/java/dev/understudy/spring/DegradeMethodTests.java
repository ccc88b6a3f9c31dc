package dev.understudy.spring;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletionException;

import dev.understudy.ChainExhaustedException;
import dev.understudy.Degradation;
import dev.understudy.DegradeTo;
import dev.understudy.Model;
import dev.understudy.ModelFallback;
import dev.understudy.failure.FailureKind;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Which method answers when no model can, and with what.
 */
class DegradeMethodTests {

	private static <T> void run(Class<T> type, Theatre.Act<T> act) {
		Theatre.play(type, (bean, cast) -> act.play(bean, cast.fail("gpt", "claude")));
	}

	@Test
	void takesTheArgumentsOrNone() {
		run(Signatures.class, (bean, cast) -> {
			assertThat(bean.withArguments("hi", 3)).isEqualTo("hi 3");
			assertThat(bean.withNone("hi")).isEqualTo("none");
			assertThat(bean.ofNone()).isEqualTo("none UNKNOWN");
		});
	}

	@Test
	void takesTheDegradationOrTheFailure() {
		run(Signatures.class, (bean, cast) -> {
			assertThat(bean.withDegradation("hi")).isEqualTo("hi assistant UNKNOWN 2");
			assertThat(bean.withThrowable("hi")).isEqualTo("hi down");
			assertThat(bean.withExhausted("hi")).isEqualTo("assistant");
		});
	}

	@Test
	void takesPrimitivesVarargsAndTheModelParameter() {
		run(Signatures.class, (bean, cast) -> {
			assertThat(bean.primitive(4)).isEqualTo(-4);
			assertThat(bean.varargs("a", "b")).isEqualTo("a+b");
			assertThat(bean.withModel("hi", null)).isEqualTo("hi null");
		});
	}

	@Test
	void voidMethodIsAnsweredByAVoidMethod() {
		run(Signatures.class, (bean, cast) -> {
			bean.nothing("hi");
			assertThat(cast.called()).containsExactly("gpt", "claude");
			assertThat(bean.noted()).isEqualTo("noted hi");
		});
	}

	@Test
	void overloadIsChosenByTheFailure() {
		run(Overloads.class, (bean, cast) -> {
			assertThat(bean.ask("hi")).isEqualTo("exhausted");
			cast.failWith(new FileNotFoundException("x"), "claude");
			assertThat(bean.ask("hi")).isEqualTo("no file");
			cast.failWith(new IOException("x"), "claude");
			assertThat(bean.ask("hi")).isEqualTo("hi io");
		});
	}

	@Test
	void failureThatIsNotToFallBackIsNoExhaustedChain() {
		run(Overloads.class, (bean, cast) -> {
			cast.failWith(new IllegalArgumentException("yours"), "gpt");
			assertThat(bean.mine("hi")).isEqualTo("any other");
		});
	}

	@Test
	void unwrapsTheFailureOfTheModel() {
		run(Overloads.class, (bean, cast) -> {
			cast.failWith(new CompletionException(new IOException("x")), "claude");
			assertThat(bean.ask("hi")).isEqualTo("hi io");
		});
	}

	@Test
	void isInheritedWhenTheClassCanSeeIt() {
		run(Child.class, (bean, cast) -> {
			assertThat(bean.inherited("hi")).isEqualTo("parent hi");
			assertThat(bean.ofInterface("hi")).isEqualTo("interface hi");
			assertThat(bean.shared("hi")).isEqualTo("static hi");
			assertThat(bean.ofParent("hi")).isEqualTo("private of parent hi");
			assertThat(bean.overridden("hi")).isEqualTo("child hi");
		});
	}

	@Test
	void typeVariablesOfASuperclassAreResolved() {
		run(GenericChild.class, (bean, cast) -> assertThat(bean.ask("hi")).isEqualTo("generic hi"));
	}

	@Test
	void resultOfANullAnswerIsNull() {
		run(Signatures.class, (bean, cast) -> assertThat(bean.nullable("hi")).isNull());
	}

	static class Signatures {

		private final Cast cast;

		private @Nullable String noted;

		Signatures(Cast cast) {
			this.cast = cast;
		}

		@ModelFallback
		@DegradeTo("withArgumentsSorry")
		public String withArguments(String question, int count) {
			return this.cast.answer(question);
		}

		private String withArgumentsSorry(String question, int count) {
			return question + " " + count;
		}

		@ModelFallback
		@DegradeTo("sorry")
		public String withNone(String question) {
			return this.cast.answer(question);
		}

		private String sorry() {
			return "none";
		}

		@ModelFallback
		@DegradeTo("ofNoneSorry")
		public String ofNone() {
			return this.cast.answer("");
		}

		private String ofNoneSorry(Degradation degradation) {
			return "none " + degradation.kind();
		}

		@ModelFallback
		@DegradeTo("withDegradationSorry")
		public String withDegradation(String question) {
			return this.cast.answer(question);
		}

		private String withDegradationSorry(String question, Degradation degradation) {
			return question + " " + degradation.chain() + " " + degradation.kind() + " "
					+ degradation.attempts().size();
		}

		@ModelFallback
		@DegradeTo("withThrowableSorry")
		public String withThrowable(String question) {
			return this.cast.answer(question);
		}

		private String withThrowableSorry(String question, Throwable failure) {
			return question + " " + failure.getMessage();
		}

		@ModelFallback
		@DegradeTo("withExhaustedSorry")
		public String withExhausted(String question) {
			return this.cast.answer(question);
		}

		private String withExhaustedSorry(ChainExhaustedException exhausted) {
			return exhausted.chain();
		}

		@ModelFallback
		@DegradeTo("primitiveSorry")
		public int primitive(int number) {
			return this.cast.answer(number).length();
		}

		private int primitiveSorry(int number) {
			return -number;
		}

		@ModelFallback
		@DegradeTo("varargsSorry")
		public String varargs(String... parts) {
			return this.cast.answer(List.of(parts));
		}

		private String varargsSorry(String... parts) {
			return String.join("+", parts);
		}

		@ModelFallback
		@DegradeTo("withModelSorry")
		public String withModel(String question, @Nullable Model model) {
			return this.cast.answer(question);
		}

		private String withModelSorry(String question, @Nullable Model model) {
			return question + " " + model;
		}

		@ModelFallback
		@DegradeTo("nothingSorry")
		public void nothing(String question) {
			this.cast.answer(question);
		}

		private void nothingSorry(String question) {
			this.noted = "noted " + question;
		}

		public @Nullable String noted() {
			return this.noted;
		}

		@ModelFallback
		@DegradeTo("nullSorry")
		@DegradeTo(text = "not reached")
		public @Nullable String nullable(String question) {
			return this.cast.answer(question);
		}

		private @Nullable String nullSorry() {
			return null;
		}

	}

	static class Overloads {

		private final Cast cast;

		Overloads(Cast cast) {
			this.cast = cast;
		}

		@ModelFallback
		@DegradeTo("sorry")
		public String ask(String question) throws Exception {
			return this.cast.answerOrThrow(question);
		}

		@ModelFallback
		@DegradeTo(value = "sorry", when = FailureKind.BAD_REQUEST)
		public String mine(String question) throws Exception {
			return this.cast.answerOrThrow(question);
		}

		private String sorry(FileNotFoundException failure) {
			return "no file";
		}

		private String sorry(String question, IOException failure) {
			return question + " io";
		}

		private String sorry(ChainExhaustedException failure) {
			return "exhausted";
		}

		private String sorry(Exception failure) {
			return "any other";
		}

		private String sorry(String question) {
			return "with arguments only";
		}

	}

	interface Shared {

		default String interfaceSorry(String question) {
			return "interface " + question;
		}

	}

	static class ParentWithSorry {

		Cast cast;

		String parentSorry(String question) {
			return "parent " + question;
		}

		static String staticSorry(String question) {
			return "static " + question;
		}

		protected String overriddenSorry(String question) {
			return "parent " + question;
		}

		@ModelFallback
		@DegradeTo("privateSorry")
		public String ofParent(String question) {
			return this.cast.answer(question);
		}

		private String privateSorry(String question) {
			return "private of parent " + question;
		}

	}

	static class Child extends ParentWithSorry implements Shared {

		Child(Cast cast) {
			this.cast = cast;
		}

		@ModelFallback
		@DegradeTo("parentSorry")
		public String inherited(String question) {
			return this.cast.answer(question);
		}

		@ModelFallback
		@DegradeTo("interfaceSorry")
		public String ofInterface(String question) {
			return this.cast.answer(question);
		}

		@ModelFallback
		@DegradeTo("staticSorry")
		public String shared(String question) {
			return this.cast.answer(question);
		}

		@ModelFallback
		@DegradeTo("overriddenSorry")
		public String overridden(String question) {
			return this.cast.answer(question);
		}

		@Override
		protected String overriddenSorry(String question) {
			return "child " + question;
		}

	}

	abstract static class GenericParent<Q, A> {

		@ModelFallback
		@DegradeTo("sorry")
		public A ask(Q question) {
			return answer(question);
		}

		protected abstract A answer(Q question);

		protected abstract A sorry(Q question, Degradation degradation);

	}

	static class GenericChild extends GenericParent<String, String> {

		private final Cast cast;

		GenericChild(Cast cast) {
			this.cast = cast;
		}

		@Override
		protected String answer(String question) {
			return this.cast.answer(question);
		}

		@Override
		protected String sorry(String question, Degradation degradation) {
			return "generic " + question;
		}

	}

}
