package dev.understudy.test.boot;

import dev.understudy.Model;
import dev.understudy.test.ScriptedModels;
import dev.understudy.test.TestState;
import dev.understudy.test.VirtualClock;
import org.junit.jupiter.api.Test;

import org.springframework.context.support.StaticApplicationContext;
import org.springframework.test.context.TestContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;

/**
 * A test fails in which a model was asked that has no script, whoever swallowed that.
 */
class FreshStartTests {

	private final ScriptedModels models = new ScriptedModels(new VirtualClock(), new TestState(), () -> null);

	private final TestContext context = mock(TestContext.class);

	private final FreshStart listener = new FreshStart();

	@Test
	void swallowedErrorFailsTheTest() {
		testClass(Scripted.class);
		swallow();
		assertThatThrownBy(() -> this.listener.afterTestMethod(this.context)).isInstanceOf(AssertionError.class)
			.hasMessage("Model 'gpt' was asked and has no script: say what it does with "
					+ "script(\"gpt\", answers(\"...\")) (models with a script: none)");
		this.listener.beforeTestMethod(this.context);
		assertThat(this.models.asked()).isEmpty();
		this.listener.afterTestMethod(this.context);
	}

	@Test
	void testThatHasFailedIsLeftToItsOwnFailure() {
		testClass(Scripted.class);
		swallow();
		given(this.context.getTestException()).willReturn(new IllegalStateException());
		assertThatCode(() -> this.listener.afterTestMethod(this.context)).doesNotThrowAnyException();
	}

	@Test
	void otherTestsAreLeftAlone() {
		testClass(Object.class);
		this.listener.beforeTestMethod(this.context);
		this.listener.afterTestMethod(this.context);
		verify(this.context, never()).getApplicationContext();
	}

	private void swallow() {
		assertThatThrownBy(() -> this.models.perform(Model.of("gpt", "openai", "gpt-4.1"), "", ""))
			.isInstanceOf(AssertionError.class);
	}

	private void testClass(Class<?> type) {
		given(this.context.getTestClass()).willAnswer((call) -> type);
		StaticApplicationContext beans = new StaticApplicationContext();
		beans.getBeanFactory().registerSingleton("models", this.models);
		given(this.context.getApplicationContext()).willReturn(beans);
	}

	@AutoConfigureScriptedModels
	static class Scripted {

	}

}
