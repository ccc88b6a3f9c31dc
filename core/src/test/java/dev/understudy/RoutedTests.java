package dev.understudy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.understudy.failure.Failure;
import dev.understudy.failure.FailureKind;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class RoutedTests {

	private static final Model GPT = Model.of("gpt", "openai", "gpt-4.1");

	private static final Model CLAUDE = Model.of("claude", "anthropic", "claude-sonnet-4-5");

	private static final Failure FAILURE = Failure.of(FailureKind.TIMEOUT, new IllegalStateException());

	private static final Attempt FAILED = new Attempt(GPT, 1, Instant.EPOCH, Duration.ZERO, FAILURE);

	@Test
	void answerOfTheFirstChoiceIsAnswered() {
		Routed<String> routed = routed(GPT, List.of(attempt(GPT, 1)), Map.of());
		assertThat(routed.outcome()).isEqualTo(Outcome.ANSWERED);
		assertThat(routed.fellBack()).isFalse();
		assertThat(routed.degraded()).isFalse();
	}

	@Test
	void answerAfterRetryOfTheSameModelIsAnswered() {
		assertThat(routed(GPT, List.of(FAILED, attempt(GPT, 2)), Map.of()).outcome()).isEqualTo(Outcome.ANSWERED);
	}

	@Test
	void answerOfAnotherModelFellBack() {
		assertThat(routed(CLAUDE, List.of(FAILED, attempt(CLAUDE, 2)), Map.of()).outcome())
			.isEqualTo(Outcome.FELL_BACK);
	}

	@ParameterizedTest
	@ValueSource(strings = { "RATE_LIMITED", "MANUAL", "CONCURRENCY" })
	void answerFellBackWhenTheFirstChoiceWasOutOrFull(String reason) {
		assertThat(routed(CLAUDE, List.of(attempt(CLAUDE, 1)), Map.of("gpt", Set.of(reason))).outcome())
			.isEqualTo(Outcome.FELL_BACK);
	}

	@ParameterizedTest
	@ValueSource(strings = { "CAPABILITY", "CONTEXT_WINDOW", "DISABLED" })
	void modelThatWasNoChoiceIsNoFallback(String reason) {
		assertThat(routed(CLAUDE, List.of(attempt(CLAUDE, 1)), Map.of("gpt", Set.of(reason))).outcome())
			.isEqualTo(Outcome.ANSWERED);
	}

	@Test
	void answerOfNoModelIsDegraded() {
		Degradation degradation = new Degradation("assistant", FailureKind.TIMEOUT, "gpt: TIMEOUT", FAILURE.cause(),
				List.of(FAILED), null);
		Routed<String> routed = new Routed<>("Sorry", "assistant", null, degradation, List.of(FAILED), Map.of());
		assertThat(routed.outcome()).isEqualTo(Outcome.DEGRADED);
		assertThat(routed.degraded()).isTrue();
		assertThat(routed.fellBack()).isFalse();
		assertThat(
				new Routed<>("Sorry", "assistant", GPT, degradation, List.of(attempt(CLAUDE, 1)), Map.of()).fellBack())
			.isFalse();
	}

	@Test
	void ofKnowsTheValueOnly() {
		Routed<@Nullable String> routed = Routed.of(null);
		assertThat(routed.value()).isNull();
		assertThat(routed.chain()).isEmpty();
		assertThat(routed.outcome()).isEqualTo(Outcome.ANSWERED);
		assertThat(Routed.of("Hello").value()).isEqualTo("Hello");
	}

	@Test
	void outcomeIsSpelledWithDashes() {
		assertThat(Outcome.values()).extracting(Outcome::tag)
			.containsExactly("answered", "fell-back", "degraded", "failed");
	}

	private static Routed<String> routed(Model model, List<Attempt> attempts, Map<String, Set<String>> skipped) {
		return new Routed<>("Hello", "assistant", model, null, attempts, skipped);
	}

	private static Attempt attempt(Model model, int number) {
		return new Attempt(model, number, Instant.EPOCH, Duration.ZERO, null);
	}

}
