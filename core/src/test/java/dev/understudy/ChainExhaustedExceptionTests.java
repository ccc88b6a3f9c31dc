package dev.understudy;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.understudy.failure.Failure;
import dev.understudy.failure.FailureKind;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a caller gets to see when nobody answers.
 */
class ChainExhaustedExceptionTests {

	private static final Model GPT = Model.of("gpt", "openai", "gpt-4.1");

	private static final Model CLAUDE = Model.of("claude", "anthropic", "claude-sonnet-4-5");

	private final IOException first = new IOException("a prompt in a provider's words");

	private final IllegalStateException last = new IllegalStateException("more of it");

	@Test
	void messageHasOneLineForEachModel() {
		Map<String, Set<String>> skipped = new LinkedHashMap<>();
		skipped.put("local", new LinkedHashSet<>(List.of("MANUAL", "SLOW")));
		skipped.put("gemini", Set.of("CAPABILITY"));
		assertThat(exhausted(skipped)).hasMessage("""
				No model of chain 'assistant' could answer:
				  gpt: NETWORK_ERROR after 120 ms, java.io.IOException
				  claude: UNAVAILABLE (HTTP 503) after 80 ms, java.lang.IllegalStateException
				  local: not tried, MANUAL, SLOW
				  gemini: not tried, CAPABILITY""");
	}

	@Test
	void messageHasOneLineForAModelThatWasTriedMoreThanOnce() {
		ChainExhaustedException thrown = new ChainExhaustedException("assistant", FailureKind.TIMEOUT,
				List.of(attempt(GPT, 1, FailureKind.SERVER_ERROR, this.first),
						attempt(GPT, 2, FailureKind.TIMEOUT, this.last),
						attempt(CLAUDE, 3, FailureKind.UNKNOWN, this.last),
						attempt(GPT, 4, FailureKind.UNAVAILABLE, this.first)),
				Map.of("local", Set.of("MANUAL")), null);
		assertThat(thrown).hasMessage("""
				No model of chain 'assistant' could answer:
				  gpt: SERVER_ERROR after 120 ms, java.io.IOException; \
				TIMEOUT after 120 ms, java.lang.IllegalStateException; \
				UNAVAILABLE after 120 ms, java.io.IOException
				  claude: UNKNOWN after 120 ms, java.lang.IllegalStateException
				  local: not tried, MANUAL""");
	}

	@Test
	void lastFailureIsTheCauseAndEarlierOnesAreSuppressed() {
		ChainExhaustedException thrown = exhausted(Map.of());
		assertThat(thrown).hasCause(this.last);
		assertThat(thrown.getSuppressed()).containsExactly(this.first);
	}

	@Test
	void failureThatCameTwiceIsNotSuppressedByItself() {
		ChainExhaustedException thrown = new ChainExhaustedException("assistant", FailureKind.TIMEOUT, List
			.of(attempt(GPT, 1, FailureKind.TIMEOUT, this.last), attempt(GPT, 2, FailureKind.TIMEOUT, this.last)),
				Map.of(), null);
		assertThat(thrown).hasCause(this.last);
		assertThat(thrown.getSuppressed()).isEmpty();
	}

	@Test
	void withoutAttemptThereIsNoCause() {
		ChainExhaustedException thrown = new ChainExhaustedException("assistant", FailureKind.RATE_LIMIT, List.of(),
				Map.of("gpt", Set.of("RATE_LIMITED")), Duration.ofSeconds(5));
		assertThat(thrown).hasNoCause()
			.hasMessage("No model of chain 'assistant' could answer:\n  gpt: not tried, RATE_LIMITED");
		assertThat(thrown.retryAfter()).isEqualTo(Duration.ofSeconds(5));
	}

	@Test
	void attemptThatAnsweredIsNoFailure() {
		Attempt answered = new Attempt(GPT, 1, Instant.EPOCH, Duration.ZERO, null);
		ChainExhaustedException thrown = new ChainExhaustedException("assistant", FailureKind.UNKNOWN,
				List.of(answered, answered), Map.of(), null);
		assertThat(thrown).hasNoCause().hasMessageContaining("gpt: answered");
		assertThat(thrown.getSuppressed()).isEmpty();
	}

	@Test
	void historyCanBeRead() {
		ChainExhaustedException thrown = exhausted(Map.of("local", Set.of("MANUAL")));
		assertThat(thrown.chain()).isEqualTo("assistant");
		assertThat(thrown.kind()).isEqualTo(FailureKind.UNAVAILABLE);
		assertThat(thrown.attempts()).extracting(Attempt::model).containsExactly(GPT, CLAUDE);
		assertThat(thrown.skipped()).containsOnly(Map.entry("local", Set.of("MANUAL")));
		assertThat(thrown.retryAfter()).isNull();
	}

	@Test
	void partialAnswerKeepsWhatTheCallerHasSeen() {
		Failure failure = Failure.of(FailureKind.NETWORK_ERROR, this.first);
		PartialAnswerException thrown = new PartialAnswerException(GPT, "Once upon", failure);
		assertThat(thrown).hasMessage("Model 'gpt' broke off in the middle of its answer: NETWORK_ERROR")
			.hasCause(this.first);
		assertThat(thrown.model()).isEqualTo(GPT);
		assertThat(thrown.text()).isEqualTo("Once upon");
		assertThat(thrown.failure()).isEqualTo(failure);
	}

	@Test
	void checkedExceptionIsWrappedWithoutItsWords() {
		assertThat(new ModelCallException(this.first)).hasCause(this.first)
			.hasMessage("The model call failed with java.io.IOException");
	}

	private ChainExhaustedException exhausted(Map<String, Set<String>> skipped) {
		Failure unavailable = new Failure(FailureKind.UNAVAILABLE, null, 503, this.last);
		return new ChainExhaustedException("assistant", FailureKind.UNAVAILABLE,
				List.of(attempt(GPT, 1, FailureKind.NETWORK_ERROR, this.first),
						new Attempt(CLAUDE, 2, Instant.EPOCH, Duration.ofMillis(80), unavailable)),
				skipped, null);
	}

	private static Attempt attempt(Model model, int number, FailureKind kind, Throwable cause) {
		return new Attempt(model, number, Instant.EPOCH, Duration.ofMillis(120), Failure.of(kind, cause));
	}

}
