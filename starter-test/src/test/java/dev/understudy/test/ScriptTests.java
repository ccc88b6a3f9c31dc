package dev.understudy.test;

import java.time.Duration;
import java.util.List;

import dev.understudy.failure.Failure;
import dev.understudy.failure.FailureKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Scripts, and the failures they bring about.
 */
class ScriptTests {

	@Test
	void stepsFollowOneAnotherAndTheLastIsRepeated() {
		Script script = Script.fails(FailureKind.TIMEOUT).times(2).then(Script.answers("a", "b").using(1, 2));
		assertThat(script.step(0).kind()).isEqualTo(FailureKind.TIMEOUT);
		assertThat(script.step(1).kind()).isEqualTo(FailureKind.TIMEOUT);
		assertThat(script.step(2).pieces()).hasToString("[a, b]");
		assertThat(script.step(1000)).isEqualTo(script.step(2));
		assertThat(script.step(2).usage().totalTokens()).isEqualTo(3);
	}

	@Test
	void scriptsAreNotChanged() {
		Script once = Script.answers("a");
		Script unused = once.then(Script.hangs()).after(Duration.ofSeconds(1));
		assertThat(once.step(1)).isEqualTo(Step.answer(List.of("a")));
		assertThat(unused.step(1).waits()).isTrue();
	}

	@Test
	void nonsenseIsRefused() {
		assertThatThrownBy(() -> Script.hangs().times(0)).hasMessage("Number of times is '0', must be 1 or more");
		assertThatThrownBy(() -> Script.answers("a").after(Duration.ofSeconds(-1)))
			.hasMessage("Time to take is 'PT-1S', must not be negative");
		assertThatThrownBy(() -> Script.fails(FailureKind.TIMEOUT, Duration.ofSeconds(-1)))
			.hasMessage("Time to stay away is 'PT-1S', must not be negative");
	}

	@ParameterizedTest
	@EnumSource
	void failureIsReadThroughEveryWrapper(FailureKind kind) {
		Throwable thrown = Step.failure(List.of(), kind, Duration.ofSeconds(3)).failureOf("gpt");
		assertThat(new ScriptedFailures().classify(new IllegalStateException(new RuntimeException(thrown)))).get()
			.satisfies((failure) -> {
				assertThat(failure.kind()).isEqualTo(kind);
				assertThat(failure.retryAfter()).isEqualTo(Duration.ofSeconds(3));
				assertThat(failure.cause()).isSameAs(thrown);
			});
	}

	@Test
	void otherExceptionsAreLeftToOthers() {
		IllegalStateException one = new IllegalStateException();
		IllegalStateException circle = new IllegalStateException(one);
		one.initCause(circle);
		assertThat(new ScriptedFailures().classify(circle)).isEmpty();
	}

	@Test
	void failureBearsTheStatusOfItsKind() {
		Throwable thrown = Step.failure(List.of(), FailureKind.RATE_LIMIT, null).failureOf("gpt");
		assertThat(new ScriptedFailures().classify(thrown)).map(Failure::httpStatus).contains(429);
	}

}
