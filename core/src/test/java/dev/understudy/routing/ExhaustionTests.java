package dev.understudy.routing;

import java.time.Duration;
import java.util.Map;
import java.util.Set;

import dev.understudy.ChainExhausted;
import dev.understudy.ChainExhaustedException;
import dev.understudy.StandbyReason;
import dev.understudy.failure.FailureKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * What the caller learns when nobody answered.
 */
class ExhaustionTests {

	@Test
	void messageHasOneLineForEachModel() {
		Stage stage = Stage.of("a", "b", "c");
		stage.disable("b");
		stage.script.does("a", () -> {
			stage.pass(Duration.ofMillis(120));
			throw Trouble.of(FailureKind.SERVER_ERROR);
		}).fails("c", FailureKind.UNAVAILABLE);
		assertThat(exhausted(stage)).hasMessage("""
				No model of chain 'assistant' could answer:
				  a: SERVER_ERROR after 120 ms, dev.understudy.routing.Trouble
				  c: UNAVAILABLE after 0 ms, dev.understudy.routing.Trouble
				  b: not tried, MANUAL""");
	}

	@Test
	void lastFailureIsTheCauseAndEarlierOnesAreSuppressed() {
		Stage stage = Stage.of("a", "b", "c");
		Trouble first = Trouble.of(FailureKind.SERVER_ERROR);
		Trouble second = Trouble.of(FailureKind.UNAVAILABLE);
		Trouble third = Trouble.of(FailureKind.QUOTA_EXHAUSTED);
		stage.script.fails("a", first).fails("b", second).fails("c", third);
		ChainExhaustedException exhausted = exhausted(stage);
		assertThat(exhausted).hasCause(third);
		assertThat(exhausted.getSuppressed()).containsExactly(first, second);
		assertThat(exhausted.kind()).isEqualTo(FailureKind.QUOTA_EXHAUSTED);
		assertThat(exhausted.chain()).isEqualTo(Stage.CHAIN);
		assertThat(exhausted.attempts()).hasSize(3);
		assertThat(exhausted.skipped()).isEmpty();
	}

	@Test
	void retryAfterIsTheFirstEndOfAStandby() {
		Stage stage = Stage.of("a", "b", "c");
		stage.script.fails("a", Trouble.of(FailureKind.QUOTA_EXHAUSTED))
			.fails("b", Trouble.of(FailureKind.RATE_LIMIT, Duration.ofSeconds(20)))
			.fails("c", FailureKind.SERVER_ERROR);
		assertThat(exhausted(stage).retryAfter()).isEqualTo(Duration.ofSeconds(20));
		assertThat(stage.events.of(ChainExhausted.class)).containsExactly(
				new ChainExhausted(Stage.CHAIN, FailureKind.SERVER_ERROR, Stage.BEGINNING, Duration.ofSeconds(20)));
	}

	@Test
	void retryAfterIsUnknownWithoutAStandby() {
		Stage stage = Stage.of("a");
		stage.script.fails("a", FailureKind.SERVER_ERROR);
		assertThat(exhausted(stage).retryAfter()).isNull();
	}

	@Test
	void retryAfterIsUnknownWhereNoStandbyEndsByItself() {
		Stage stage = Stage.of("a");
		stage.disable("a");
		assertThat(exhausted(stage).retryAfter()).isNull();
	}

	@Test
	void retryAfterDoesNotLookAtModelsThatCannotServe() {
		Stage stage = Stage.of(Stage.chain(Stage.CHAIN, "a", "b"), Stage.model("a"), Stage.able("b", "vision"));
		stage.rateLimit(Duration.ofSeconds(10), "a");
		stage.rateLimit(Duration.ofSeconds(40), "b");
		ChainExhaustedException exhausted = catchThrowableOfType(ChainExhaustedException.class,
				() -> stage.router().chain(Stage.CHAIN).requires("vision").call(stage.script));
		assertThat(exhausted.retryAfter()).isEqualTo(Duration.ofSeconds(40));
		assertThat(exhausted.kind()).as("of the first model that has a standby").isEqualTo(FailureKind.RATE_LIMIT);
	}

	@ParameterizedTest
	@CsvSource({ "RATE_LIMIT,RATE_LIMIT", "QUOTA_EXHAUSTED,QUOTA_EXHAUSTED", "AUTH_ERROR,AUTH_ERROR",
			"UNAVAILABLE,UNAVAILABLE", "MODEL_NOT_FOUND,UNAVAILABLE" })
	void kindWithoutAnAttemptIsThatOfTheFirstStandby(FailureKind failure, FailureKind kind) {
		Stage stage = Stage.of("a", "b");
		stage.script.fails("a", failure).fails("b", FailureKind.QUOTA_EXHAUSTED);
		stage.callInVain();
		stage.script.forget();
		ChainExhaustedException exhausted = exhausted(stage);
		assertThat(exhausted.kind()).isEqualTo(kind);
		assertThat(exhausted.attempts()).isEmpty();
		assertThat(exhausted).hasNoCause();
		assertThat(stage.script.calls()).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "RATE_LIMITED,RATE_LIMIT", "QUOTA_EXHAUSTED,QUOTA_EXHAUSTED", "REQUEST_LIMIT,QUOTA_EXHAUSTED",
			"TOKEN_LIMIT,QUOTA_EXHAUSTED", "BUDGET_EXCEEDED,QUOTA_EXHAUSTED", "AUTH_FAILED,AUTH_ERROR",
			"MANUAL,UNAVAILABLE", "ERROR_THRESHOLD,UNAVAILABLE", "MAINTENANCE_WINDOW,UNAVAILABLE" })
	void everyReasonHasItsKind(StandbyReason reason, FailureKind kind) {
		assertThat(Setback.kindOf(Map.of("a", Set.of(reason.name())))).isEqualTo(kind);
	}

	@Test
	void modelsThatCouldNotServeAnywayHaveNoKind() {
		assertThat(Setback.kindOf(Map.of("a", Set.of("DISABLED")))).isEqualTo(FailureKind.UNAVAILABLE);
		assertThat(Setback.kindOf(Map.of())).isEqualTo(FailureKind.UNAVAILABLE);
	}

	@Test
	void kindOfAFullModelIsUnavailable() {
		Stage stage = Stage.of(Stage.chain(Stage.CHAIN, "a"), Stage.model("a").withMaxConcurrent(1));
		stage.begin().next();
		assertThat(exhausted(stage).kind()).isEqualTo(FailureKind.UNAVAILABLE);
	}

	private static ChainExhaustedException exhausted(Stage stage) {
		return catchThrowableOfType(ChainExhaustedException.class, stage::call);
	}

}
