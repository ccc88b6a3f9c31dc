package dev.understudy.routing;

import java.time.Duration;
import java.util.List;

import dev.understudy.ChainExhaustedException;
import dev.understudy.Outcome;
import dev.understudy.failure.AttemptTimeoutException;
import dev.understudy.failure.FailureKind;
import dev.understudy.failure.FailurePolicy;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * A call that a test drives by hand: its steps, its time, and its ends.
 */
class CallTests {

	private static final Duration TEN = Duration.ofSeconds(10);

	private Stage stage;

	@BeforeEach
	void twoModelsOfTenSecondsAndADeadlineOfFifteen() {
		this.stage = stage(Duration.ofSeconds(15), TEN, FailurePolicy.DEFAULT);
	}

	@Test
	void attemptGetsItsOwnTimeoutOrWhatIsLeftOfTheDeadline() {
		Call call = this.stage.begin();
		assertThat(call.next()).isEqualTo(Call.Step.ATTEMPT);
		assertThat(call.timeoutNanos()).isEqualTo(TEN.toNanos());
		assertThat(call.leftNanos()).isEqualTo(Duration.ofSeconds(15).toNanos());
		this.stage.pass(TEN);
		call.failed(new AttemptTimeoutException("a", TEN));
		assertThat(call.next()).isEqualTo(Call.Step.ATTEMPT);
		assertThat(call.timeoutNanos()).isEqualTo(Duration.ofSeconds(5).toNanos());
		this.stage.pass(TEN);
		assertThat(call.leftNanos()).isOne();
	}

	@Test
	void attemptWithoutATimeoutGetsTheDeadline() {
		Call call = stage(Duration.ofSeconds(15), Duration.ZERO, FailurePolicy.DEFAULT).begin();
		call.next();
		assertThat(call.timeoutNanos()).isEqualTo(Duration.ofSeconds(15).toNanos());
	}

	@Test
	void callWithoutADeadlineIsBoundByTheTimeoutsOnly() {
		Call call = stage(Duration.ZERO, TEN, FailurePolicy.DEFAULT).begin();
		call.next();
		assertThat(call.timeoutNanos()).isEqualTo(TEN.toNanos());
		assertThat(call.leftNanos()).isZero();
	}

	@Test
	void callWithoutAnyBoundHasNone() {
		Call call = stage(Duration.ZERO, Duration.ZERO, FailurePolicy.DEFAULT).begin();
		call.next();
		assertThat(call.timeoutNanos()).isZero();
	}

	@Test
	void requestsOwnDeadlineTakesThePlaceOfTheChains() {
		Call call = this.stage.understudy.begin(CallSpec.chain(Stage.CHAIN).withDeadline(Duration.ofSeconds(3)),
				Asked.ANYTHING);
		call.next();
		assertThat(call.timeoutNanos()).isEqualTo(Duration.ofSeconds(3).toNanos());
	}

	@Test
	void timeoutOfTheAttemptCountsAgainstTheModel() {
		Call call = this.stage.begin();
		call.next();
		this.stage.pass(TEN);
		call.failed(new AttemptTimeoutException("a", TEN));
		assertThat(this.stage.status("a").consecutiveFailures()).isOne();
		assertThat(call.next()).isEqualTo(Call.Step.ATTEMPT);
		assertThat(call.model().id()).isEqualTo("b");
	}

	@Test
	void attemptThatTheDeadlineCutsSaysNothingAboutTheModelAndEndsTheCall() {
		Call call = this.stage.begin();
		call.next();
		this.stage.pass(TEN);
		call.failed(new AttemptTimeoutException("a", TEN));
		call.next();
		this.stage.pass(Duration.ofSeconds(5));
		AttemptTimeoutException cut = new AttemptTimeoutException("b", Duration.ofSeconds(5));
		call.failed(cut);
		assertThat(this.stage.status("b").consecutiveFailures()).isZero();
		assertThat(call.next()).isEqualTo(Call.Step.OVER);
		assertThat(call.conclude().thrown()).isInstanceOfSatisfying(ChainExhaustedException.class, (exhausted) -> {
			assertThat(exhausted.kind()).isEqualTo(FailureKind.TIMEOUT);
			assertThat(exhausted).hasCause(cut);
		});
	}

	@Test
	void timeoutThatEndsWithTheDeadlineIsTheModelsOwn() {
		this.stage = stage(TEN, TEN, FailurePolicy.DEFAULT);
		Call call = this.stage.begin();
		call.next();
		this.stage.pass(TEN);
		call.failed(new AttemptTimeoutException("a", TEN));
		assertThat(this.stage.status("a").consecutiveFailures()).isOne();
		assertThat(call.next()).isEqualTo(Call.Step.OVER);
	}

	@Test
	void attemptThatTheDeadlineCutsIsExhaustedEvenWhereTimeoutsDoNotFallBack() {
		this.stage = stage(Duration.ofSeconds(5), TEN, FailurePolicy.DEFAULT.withFallbackOn(List.of()));
		Call call = this.stage.begin();
		call.next();
		this.stage.pass(Duration.ofSeconds(5));
		call.failed(new AttemptTimeoutException("a", Duration.ofSeconds(5)));
		assertThat(call.next()).isEqualTo(Call.Step.OVER);
		assertThat(call.conclude().thrown()).isInstanceOf(ChainExhaustedException.class);
	}

	@Test
	void otherFailureAtTheDeadlineStillCounts() {
		Call call = this.stage.begin();
		call.next();
		this.stage.pass(Duration.ofSeconds(15));
		call.failed(Trouble.of(FailureKind.SERVER_ERROR));
		assertThat(this.stage.status("a").consecutiveFailures()).isOne();
		assertThat(call.next()).isEqualTo(Call.Step.OVER);
		assertThat(call.conclude().thrown()).isInstanceOfSatisfying(ChainExhaustedException.class,
				(exhausted) -> assertThat(exhausted.kind()).isEqualTo(FailureKind.TIMEOUT));
	}

	@Test
	void callersMistakeAtTheDeadlineIsStillTheCallers() {
		Call call = this.stage.begin();
		call.next();
		this.stage.pass(Duration.ofSeconds(15));
		Trouble mistake = Trouble.of(FailureKind.BAD_REQUEST);
		call.failed(mistake);
		assertThat(call.next()).isEqualTo(Call.Step.OVER);
		assertThat(call.conclude().thrown()).isSameAs(mistake);
	}

	@Test
	void modelsThatWereNotReachedInTimeAreNotCalledSkipped() {
		this.stage = stage(Duration.ofSeconds(15), Duration.ZERO, FailurePolicy.DEFAULT);
		this.stage.script.does("a", () -> {
			this.stage.ticker.advance(Duration.ofSeconds(20));
			throw Trouble.of(FailureKind.SERVER_ERROR);
		});
		ChainExhaustedException exhausted = catchThrowableOfType(ChainExhaustedException.class, this.stage::call);
		assertThat(exhausted.kind()).isEqualTo(FailureKind.TIMEOUT);
		assertThat(exhausted.skipped()).isEmpty();
		assertThat(exhausted.attempts()).hasSize(1);
	}

	@Test
	void callCancelledDuringAnAttemptGivesItsLeaseBackAndTellsOfTheAttempt() {
		Call call = this.stage.begin();
		call.next();
		this.stage.pass(Duration.ofSeconds(3));
		InterruptedException cancel = new InterruptedException();
		call.cancelled(cancel);
		assertThat(call.next()).isEqualTo(Call.Step.OVER);
		assertThat(call.conclude().thrown()).isSameAs(cancel);
		assertThat(this.stage.status("a").callsInWindow()).isZero();
		assertThat(this.stage.events.all()).containsExactly(
				new Recorder.Attempted(Stage.CHAIN, "a", FailureKind.CANCELLED, Duration.ofSeconds(3).toNanos()),
				new Recorder.Called(Stage.CHAIN, Outcome.FAILED, null, Duration.ofSeconds(3).toNanos()));
	}

	@Test
	void callCancelledBetweenAttemptsTellsOfNoFurtherAttempt() {
		Call call = this.stage.begin();
		call.next();
		call.failed(Trouble.of(FailureKind.SERVER_ERROR));
		call.cancelled(new InterruptedException());
		call.conclude();
		assertThat(this.stage.events.of(Recorder.Attempted.class)).hasSize(1);
		assertThat(this.stage.events.of(Recorder.Called.class)).hasSize(1);
	}

	@Test
	void callCancelledBeforeItsFirstStepTriesNobody() {
		Call call = this.stage.begin();
		call.cancelled(new InterruptedException());
		assertThat(call.next()).isEqualTo(Call.Step.OVER);
		assertThat(call.conclude().thrown()).isInstanceOf(InterruptedException.class);
		assertThat(this.stage.events.of(Recorder.Attempted.class)).isEmpty();
	}

	@Test
	void cancelledCallLeavesItsPermit() {
		Stage one = Stage.of(Stage.chain(Stage.CHAIN, "a"), Stage.model("a").withMaxConcurrent(1));
		Call call = one.begin();
		call.next();
		call.cancelled(new InterruptedException());
		assertThat(one.call()).isEqualTo("from a");
	}

	@Test
	void brokenCallIsOverAndGivesItsLeaseBack() {
		Stage one = Stage.of(Stage.chain(Stage.CHAIN, "a"), Stage.model("a").withMaxConcurrent(1));
		Call call = one.begin();
		call.next();
		call.broken();
		assertThat(call.next()).isEqualTo(Call.Step.OVER);
		assertThat(one.call()).isEqualTo("from a");
	}

	@Test
	void answeredCallIsOver() {
		Call call = this.stage.begin();
		call.next();
		call.answered("yes");
		assertThat(call.next()).isEqualTo(Call.Step.OVER);
		assertThat(call.routed("yes").attempts()).hasSize(1);
	}

	@Test
	void answerAfterTheDeadlineIsAnAnswer() {
		Call call = this.stage.begin();
		call.next();
		this.stage.pass(Duration.ofMinutes(1));
		call.answered("late");
		assertThat(this.stage.events.of(Recorder.Called.class)).extracting(Recorder.Called::outcome)
			.containsExactly(Outcome.ANSWERED);
	}

	@Test
	void pauseIsAskedForOnce() {
		this.stage = Stage.of(Stage.chain(Stage.seat("a").withRetry(RetryPolicy.DEFAULT)), Stage.models("a"));
		Call call = this.stage.begin();
		call.next();
		call.failed(Trouble.of(FailureKind.SERVER_ERROR));
		assertThat(call.next()).isEqualTo(Call.Step.PAUSE);
		assertThat(call.next()).as("until the pause is taken").isEqualTo(Call.Step.PAUSE);
		assertThat(call.takePause()).isEqualTo(Duration.ofMillis(500).toNanos());
		assertThat(call.takePause()).isZero();
		assertThat(call.next()).isEqualTo(Call.Step.ATTEMPT);
	}

	@Test
	void callTellsWhatADriverNeedsToKnow() {
		Call call = this.stage.begin();
		assertThatThrownBy(call::model).isInstanceOf(IllegalStateException.class).hasMessageContaining(Stage.CHAIN);
		assertThatThrownBy(() -> call.answered("early")).isInstanceOf(IllegalStateException.class);
		call.next();
		assertThat(call.running().model().id()).isEqualTo("a");
		assertThat(call.streams()).isEqualTo(StreamSettings.DEFAULT);
		assertThat(call.question().subject()).isEqualTo("a model call");
	}

	@Test
	void errorOfARungEndsTheCallAsFailed() {
		AssertionError error = new AssertionError();
		Rung rung = new TextRung("text", RungCondition.USUAL, (text, type) -> {
			throw error;
		});
		Call call = this.stage.understudy.begin(CallSpec.chain(Stage.CHAIN).withRungs(List.of(rung), false),
				Asked.ANYTHING);
		this.stage.disable("a", "b");
		assertThat(call.next()).isEqualTo(Call.Step.OVER);
		assertThatThrownBy(call::conclude).isSameAs(error);
		assertThat(this.stage.events.of(Recorder.Called.class)).extracting(Recorder.Called::outcome)
			.containsExactly(Outcome.FAILED);
	}

	private static Stage stage(Duration deadline, Duration timeout, FailurePolicy policy) {
		return Stage.of(Stage
			.chain(Stage.seat("a").withTimeout(timeout).withFailures(policy),
					Stage.seat("b").withTimeout(timeout).withFailures(policy))
			.withDeadline(deadline), Stage.models("a", "b"));
	}

}
