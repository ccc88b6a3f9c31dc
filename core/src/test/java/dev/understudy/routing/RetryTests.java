package dev.understudy.routing;

import java.time.Duration;
import java.util.List;

import dev.understudy.Attempt;
import dev.understudy.CallFellBack;
import dev.understudy.ChainExhaustedException;
import dev.understudy.ModelCallException;
import dev.understudy.Outcome;
import dev.understudy.Routed;
import dev.understudy.failure.FailureKind;
import dev.understudy.failure.FailurePolicy;
import dev.understudy.failure.ModelVerdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * When a call tries the same model again, and how long it waits for that.
 */
class RetryTests {

	private static final RetryPolicy FOUR = new RetryPolicy(4, Duration.ofMillis(500), 2, Duration.ofMillis(1500), 0.5,
			Duration.ofSeconds(3));

	@Test
	void sameModelIsTriedAgainAfterABackoff() {
		Stage stage = stage(RetryPolicy.DEFAULT);
		stage.script.fails("a", FailureKind.SERVER_ERROR);
		Routed<String> routed = stage.route();
		assertThat(routed.value()).isEqualTo("from a");
		assertThat(routed.outcome()).isEqualTo(Outcome.ANSWERED);
		assertThat(routed.attempts()).extracting(Attempt::number).containsExactly(1, 2);
		assertThat(stage.timer.pauses()).containsExactly(Duration.ofMillis(500));
		assertThat(stage.events.of(CallFellBack.class)).isEmpty();
	}

	@Test
	void attemptsOfAModelAreBoundedTheFirstIncluded() {
		Stage stage = stage(FOUR);
		stage.script.dead("a", FailureKind.NETWORK_ERROR);
		assertThat(stage.call()).isEqualTo("from b");
		assertThat(stage.script.calls()).containsExactly("a", "a", "a", "a", "b");
		assertThat(stage.timer.pauses()).containsExactly(Duration.ofMillis(500), Duration.ofSeconds(1),
				Duration.ofMillis(1500));
	}

	@Test
	void eachModelHasItsOwnAttempts() {
		Stage stage = Stage.of(
				Stage.chain(Stage.seat("a").withRetry(RetryPolicy.DEFAULT), Stage.seat("b").withRetry(FOUR)),
				Stage.models("a", "b"));
		stage.script.dead("a", FailureKind.SERVER_ERROR).dead("b", FailureKind.SERVER_ERROR);
		assertThatThrownBy(stage::call).isInstanceOf(ChainExhaustedException.class);
		assertThat(stage.script.calls()).containsExactly("a", "a", "b", "b", "b", "b");
	}

	@Test
	void oneAttemptNeverWaits() {
		Stage stage = stage(RetryPolicy.NONE);
		stage.script.dead("a", FailureKind.SERVER_ERROR);
		stage.call();
		assertThat(stage.script.calls()).containsExactly("a", "b");
		assertThat(stage.timer.pauses()).isEmpty();
	}

	@Test
	void retryWithoutBackoffDoesNotPause() {
		RetryPolicy atOnce = new RetryPolicy(2, Duration.ZERO, 1, Duration.ZERO, 0, Duration.ZERO);
		Stage stage = stage(atOnce);
		stage.script.fails("a", FailureKind.SERVER_ERROR);
		assertThat(stage.call()).isEqualTo("from a");
		assertThat(stage.timer.pauses()).isEmpty();
	}

	@ParameterizedTest
	@EnumSource(FailureKind.class)
	void onlyTheKindsOfThePolicyAreTriedAgain(FailureKind kind) {
		FailurePolicy policy = FailurePolicy.DEFAULT.withVerdict(kind, ModelVerdict.NOTHING)
			.withFallbackOn(List.of(FailureKind.values()));
		Stage stage = Stage.of(
				Stage.chain(Stage.seat("a").withRetry(RetryPolicy.DEFAULT).withFailures(policy), Stage.seat("b")),
				Stage.models("a", "b"));
		stage.script.dead("a", kind);
		stage.call();
		boolean again = List
			.of(FailureKind.RATE_LIMIT, FailureKind.SERVER_ERROR, FailureKind.NETWORK_ERROR,
					FailureKind.INVALID_RESPONSE)
			.contains(kind);
		assertThat(stage.script.calls()).isEqualTo(again ? List.of("a", "a", "b") : List.of("a", "b"));
	}

	@Test
	void kindThatIsTriedAgainButDoesNotFallBackReachesTheCallerInTheEnd() {
		FailurePolicy policy = FailurePolicy.DEFAULT.withFallbackOn(List.of());
		Stage stage = Stage.of(
				Stage.chain(Stage.seat("a").withRetry(RetryPolicy.DEFAULT).withFailures(policy), Stage.seat("b")),
				Stage.models("a", "b"));
		stage.script.dead("a", FailureKind.SERVER_ERROR);
		assertThatThrownBy(stage::call).isInstanceOf(Trouble.class);
		assertThat(stage.script.calls()).containsExactly("a", "a");
	}

	@Test
	void rateLimitWaitsForTheEndOfAShortStandby() {
		Stage stage = stage(RetryPolicy.DEFAULT);
		stage.script.fails("a", Trouble.of(FailureKind.RATE_LIMIT, Duration.ofSeconds(3)));
		assertThat(stage.call()).isEqualTo("from a");
		assertThat(stage.timer.pauses()).containsExactly(Duration.ofSeconds(3));
	}

	@Test
	void rateLimitThatLastsLongerMovesOn() {
		Stage stage = stage(RetryPolicy.DEFAULT);
		stage.script.fails("a", Trouble.of(FailureKind.RATE_LIMIT, Duration.ofMillis(3001)));
		assertThat(stage.call()).isEqualTo("from b");
		assertThat(stage.timer.pauses()).isEmpty();
	}

	@Test
	void noRetryAfterTheCircuitOpened() {
		Stage stage = Stage.of(Stage.chain(Stage.seat("a").withRetry(RetryPolicy.DEFAULT), Stage.seat("b")),
				Stage.touchy("a"), Stage.model("b"));
		stage.script.dead("a", FailureKind.SERVER_ERROR);
		assertThat(stage.call()).isEqualTo("from b");
		assertThat(stage.script.calls()).containsExactly("a", "b");
	}

	@Test
	void noRetryBeyondTheDeadline() {
		Stage stage = Stage.of(Stage.chain(Stage.seat("a").withRetry(RetryPolicy.DEFAULT), Stage.seat("b"))
			.withDeadline(Duration.ofMillis(500)), Stage.models("a", "b"));
		stage.script.dead("a", FailureKind.SERVER_ERROR);
		assertThat(stage.call()).isEqualTo("from b");
		assertThat(stage.timer.pauses()).isEmpty();
	}

	@Test
	void retryJustWithinTheDeadlineIsMade() {
		Stage stage = Stage.of(
				Stage.chain(Stage.seat("a").withRetry(RetryPolicy.DEFAULT)).withDeadline(Duration.ofMillis(501)),
				Stage.models("a"));
		stage.script.fails("a", FailureKind.SERVER_ERROR);
		assertThat(stage.call()).isEqualTo("from a");
	}

	@Test
	void retryWithoutADeadlineIsMade() {
		Stage stage = Stage.of(Stage.chain(Stage.seat("a").withRetry(RetryPolicy.DEFAULT)).withDeadline(Duration.ZERO),
				Stage.models("a"));
		stage.script.fails("a", FailureKind.SERVER_ERROR);
		assertThat(stage.call()).isEqualTo("from a");
	}

	@Test
	void modelThatStoodDownDuringThePauseIsLeftForTheNext() {
		Stage stage = stage(RetryPolicy.DEFAULT);
		stage.script.does("a", () -> {
			stage.timer.in(Duration.ofMillis(100).toNanos(), () -> stage.disable("a"));
			throw Trouble.of(FailureKind.SERVER_ERROR);
		});
		Routed<String> routed = stage.route();
		assertThat(routed.value()).isEqualTo("from b");
		assertThat(routed.skipped()).isEmpty();
	}

	@Test
	void interruptDuringThePauseCancelsTheCall() {
		Stage stage = stage(RetryPolicy.DEFAULT);
		stage.script.does("a", () -> {
			Thread.currentThread().interrupt();
			throw Trouble.of(FailureKind.SERVER_ERROR);
		});
		assertThatThrownBy(stage::call).isInstanceOf(ModelCallException.class)
			.hasCauseInstanceOf(InterruptedException.class);
		assertThat(Thread.interrupted()).isTrue();
		assertThat(stage.script.calls()).containsExactly("a");
		assertThat(stage.events.of(Recorder.Attempted.class)).hasSize(1);
		assertThat(stage.events.of(Recorder.Called.class)).hasSize(1);
	}

	private static Stage stage(RetryPolicy policy) {
		return Stage.of(Stage.chain(Stage.seat("a").withRetry(policy), Stage.seat("b")), Stage.models("a", "b"));
	}

}
