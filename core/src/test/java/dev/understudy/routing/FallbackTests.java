package dev.understudy.routing;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;

import dev.understudy.Attempt;
import dev.understudy.CallFellBack;
import dev.understudy.ChainExhaustedException;
import dev.understudy.ModelCallException;
import dev.understudy.ModelRouter;
import dev.understudy.ModelState;
import dev.understudy.ModelStatus;
import dev.understudy.Outcome;
import dev.understudy.Routed;
import dev.understudy.failure.FailureKind;
import dev.understudy.failure.FailurePolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * What a failure does to a call: the next model, or the caller.
 */
class FallbackTests {

	@Test
	void firstChoiceAnswers() {
		Stage stage = Stage.of("a", "b");
		Routed<String> routed = stage.route();
		assertThat(routed.value()).isEqualTo("from a");
		assertThat(routed.outcome()).isEqualTo(Outcome.ANSWERED);
		assertThat(routed.chain()).isEqualTo(Stage.CHAIN);
		assertThat(routed.model().id()).isEqualTo("a");
		assertThat(routed.skipped()).isEmpty();
		assertThat(routed.degradation()).isNull();
		assertThat(routed.attempts()).singleElement().satisfies((attempt) -> {
			assertThat(attempt.succeeded()).isTrue();
			assertThat(attempt.number()).isOne();
		});
		assertThat(stage.script.calls()).containsExactly("a");
	}

	@Test
	void nextModelTakesOverAndTheStoryIsTold() {
		Stage stage = Stage.of("a", "b", "c");
		stage.script.does("a", () -> {
			stage.pass(Duration.ofSeconds(2));
			throw Trouble.of(FailureKind.SERVER_ERROR);
		}).fails("b", FailureKind.UNAVAILABLE);
		Routed<String> routed = stage.route();
		assertThat(routed.value()).isEqualTo("from c");
		assertThat(routed.outcome()).isEqualTo(Outcome.FELL_BACK);
		assertThat(routed.attempts()).extracting((attempt) -> attempt.model().id()).containsExactly("a", "b", "c");
		assertThat(routed.attempts()).extracting(Attempt::number).containsExactly(1, 2, 3);
		Attempt first = routed.attempts().get(0);
		assertThat(first.at()).isEqualTo(Stage.BEGINNING);
		assertThat(first.took()).isEqualTo(Duration.ofSeconds(2));
		assertThat(first.failure().kind()).isEqualTo(FailureKind.SERVER_ERROR);
		assertThat(routed.attempts().get(1).at()).isEqualTo(Stage.BEGINNING.plusSeconds(2));
		assertThat(routed.attempts().get(2).failure()).isNull();
	}

	@Test
	void everyMoveToAnotherModelIsOneFallback() {
		Stage stage = Stage.of("a", "b", "c");
		stage.script.fails("a", FailureKind.SERVER_ERROR).fails("b", FailureKind.UNAVAILABLE);
		stage.call();
		assertThat(stage.events.of(CallFellBack.class)).containsExactly(
				new CallFellBack(Stage.CHAIN, "a", "b", FailureKind.SERVER_ERROR, Stage.BEGINNING),
				new CallFellBack(Stage.CHAIN, "b", "c", FailureKind.UNAVAILABLE, Stage.BEGINNING));
	}

	@ParameterizedTest
	@EnumSource(FailureKind.class)
	void kindDecidesAboutTheCallAsTheTableSays(FailureKind kind) {
		Stage stage = Stage.of("a", "b");
		Trouble trouble = Trouble.of(kind);
		stage.script.fails("a", trouble);
		if (List.of(FailureKind.CONTENT_FILTER, FailureKind.BAD_REQUEST, FailureKind.CANCELLED).contains(kind)) {
			assertThat(catchThrowable(stage::call)).isSameAs(trouble);
			assertThat(stage.script.calls()).containsExactly("a");
			assertThat(stage.events.of(Recorder.Called.class))
				.containsExactly(new Recorder.Called(Stage.CHAIN, Outcome.FAILED, null, 0));
		}
		else {
			assertThat(stage.call()).isEqualTo("from b");
			assertThat(stage.script.calls()).containsExactly("a", "b");
		}
	}

	@ParameterizedTest
	@EnumSource(FailureKind.class)
	void fallbackOnDecidesForEachPlaceOfAChain(FailureKind kind) {
		FailurePolicy never = FailurePolicy.DEFAULT.withFallbackOn(List.of());
		FailurePolicy always = FailurePolicy.DEFAULT.withFallbackOn(List.of(FailureKind.values()));
		Stage stage = Stage.of(
				Stage.chain(Stage.seat("a").withFailures(always), Stage.seat("b").withFailures(never), Stage.seat("c")),
				Stage.models("a", "b", "c"));
		Trouble last = Trouble.of(kind);
		stage.script.fails("a", kind).fails("b", last);
		assertThat(catchThrowable(stage::call)).isSameAs(last);
		assertThat(stage.script.calls()).containsExactly("a", "b");
	}

	@Test
	void callersMistakeCallsOneModelOnceAndLeavesHealthUntouched() {
		Stage stage = Stage.of("a", "b");
		ModelStatus before = stage.status("a");
		IllegalArgumentException mistake = new IllegalArgumentException("temperature");
		stage.script.fails("a", mistake);
		assertThat(catchThrowable(stage::call)).isSameAs(mistake);
		assertThat(stage.script.calls()).containsExactly("a");
		ModelStatus after = stage.status("a");
		assertThat(after.state()).isEqualTo(ModelState.ACTIVE);
		assertThat(after.standbys()).isEmpty();
		assertThat(after.consecutiveFailures()).isZero();
		assertThat(after.callsInWindow()).isZero();
		assertThat(after.score()).isEqualTo(before.score());
		assertThat(stage.events.of(CallFellBack.class)).isEmpty();
	}

	@Test
	void checkedExceptionThatDoesNotFallBackIsWrappedByTheRouter() {
		FailurePolicy never = FailurePolicy.DEFAULT.withFallbackOn(List.of());
		Stage stage = Stage.of(Stage.chain(Stage.seat("a").withFailures(never)), Stage.models("a"));
		IOException reset = new SocketTimeoutException("reset");
		stage.script.fails("a", reset).fails("a", reset);
		assertThatThrownBy(stage::call).isInstanceOf(ModelCallException.class).hasCause(reset);
		assertThatThrownBy(stage::route).isInstanceOf(ModelCallException.class).hasCause(reset);
	}

	@Test
	void checkedExceptionOfAStageThatDoesNotFallBackIsWrappedByTheRouter() {
		FailurePolicy never = FailurePolicy.DEFAULT.withFallbackOn(List.of());
		Stage stage = Stage.of(Stage.chain(Stage.seat("a").withFailures(never)), Stage.models("a"));
		IOException reset = new SocketTimeoutException("reset");
		IllegalArgumentException yours = new IllegalArgumentException("yours");
		ModelRouter.Request request = stage.router().chain(Stage.CHAIN);
		assertThat(request.routeAsync((model) -> CompletableFuture.failedFuture(reset))).failsWithin(Duration.ZERO)
			.withThrowableOfType(ExecutionException.class)
			.havingCause()
			.isInstanceOf(ModelCallException.class)
			.withCause(reset);
		assertThat(request.routeAsync((model) -> CompletableFuture.failedFuture(yours))).failsWithin(Duration.ZERO)
			.withThrowableOfType(ExecutionException.class)
			.havingCause()
			.isSameAs(yours);
	}

	@Test
	void cancellingTwentyTimesChangesNothing() {
		Stage stage = Stage.of("a", "b");
		ModelStatus before = stage.status("a");
		for (int i = 0; i < 20; i++) {
			stage.script.fails("a", new InterruptedException());
			assertThatThrownBy(stage::call).isInstanceOf(ModelCallException.class)
				.hasCauseInstanceOf(InterruptedException.class);
			assertThat(Thread.interrupted()).as("the caller learns of the interrupt").isTrue();
		}
		ModelStatus after = stage.status("a");
		assertThat(after.state()).isEqualTo(ModelState.ACTIVE);
		assertThat(after.consecutiveFailures()).isZero();
		assertThat(after.callsInWindow()).isZero();
		assertThat(after.score()).isEqualTo(before.score());
		assertThat(stage.script.calls()).hasSize(20).containsOnly("a");
	}

	@Test
	void errorGoesUpAndIsNoFallback() {
		Stage stage = Stage.of("a", "b");
		StackOverflowError error = new StackOverflowError();
		stage.script.fails("a", error);
		assertThat(catchThrowable(stage::call)).isSameAs(error);
		assertThat(stage.script.calls()).containsExactly("a");
		assertThat(stage.events.all()).containsExactly(new Recorder.Called(Stage.CHAIN, Outcome.FAILED, null, 0));
		assertThat(stage.status("a").callsInWindow()).isZero();
	}

	@Test
	void errorInATrialGivesItsPlaceBack() {
		Stage stage = Stage.of(Stage.chain(Stage.CHAIN, "a", "b"), Stage.touchy("a"), Stage.model("b"));
		stage.script.fails("a", FailureKind.SERVER_ERROR);
		stage.call();
		stage.pass(Duration.ofSeconds(60));
		assertThat(stage.status("a").state()).isEqualTo(ModelState.TRIAL);
		for (int i = 0; i < 20; i++) {
			stage.script.fails("a", new StackOverflowError());
			assertThatThrownBy(stage::call).isInstanceOf(StackOverflowError.class);
		}
		assertThat(stage.call()).isEqualTo("from a");
		assertThat(stage.call()).isEqualTo("from a");
		assertThat(stage.status("a").state()).isEqualTo(ModelState.ACTIVE);
	}

	@Test
	void errorGivesAPermitBack() {
		Stage stage = Stage.of(Stage.chain(Stage.CHAIN, "a"), Stage.model("a").withMaxConcurrent(1));
		stage.script.fails("a", new StackOverflowError())
			.fails("a", FailureKind.SERVER_ERROR)
			.fails("a", FailureKind.BAD_REQUEST);
		assertThatThrownBy(stage::call).isInstanceOf(StackOverflowError.class);
		assertThatThrownBy(stage::call).isInstanceOf(ChainExhaustedException.class);
		assertThatThrownBy(stage::call).isInstanceOf(Trouble.class);
		assertThat(stage.call()).isEqualTo("from a");
		assertThat(stage.call()).isEqualTo("from a");
	}

	@Test
	void modelPassedOverForItsStandbyMakesTheCallFallBack() {
		Stage stage = Stage.of("a", "b");
		stage.disable("a");
		Routed<String> routed = stage.route();
		assertThat(routed.outcome()).isEqualTo(Outcome.FELL_BACK);
		assertThat(routed.skipped()).containsOnlyKeys("a");
		assertThat(routed.skipped().get("a")).containsExactly("MANUAL");
		assertThat(stage.events.of(Recorder.Called.class)).extracting(Recorder.Called::outcome)
			.containsExactly(Outcome.FELL_BACK);
		assertThat(stage.events.of(CallFellBack.class)).isEmpty();
	}

	@Test
	void modelThatCouldNotServeAnywayIsNoFallback() {
		Stage stage = Stage.of(Stage.chain(Stage.seat("a"), Stage.seat("b").withEnabled(false), Stage.seat("c")),
				Stage.able("a"), Stage.able("b", "vision"), Stage.able("c", "vision"));
		Routed<String> routed = stage.router().chain(Stage.CHAIN).requires("vision").route(stage.script);
		assertThat(routed.value()).isEqualTo("from c");
		assertThat(routed.outcome()).isEqualTo(Outcome.ANSWERED);
		assertThat(routed.skipped()).containsOnlyKeys("a", "b");
		assertThat(routed.skipped().get("a")).containsExactly("CAPABILITY");
		assertThat(routed.skipped().get("b")).containsExactly("DISABLED");
	}

	@Test
	void modelThatIsDisabledInTheConfigurationIsNeverTried() {
		Stage stage = Stage.of(Stage.chain(Stage.CHAIN, "a", "b"), Stage.model("a").withEnabled(false),
				Stage.model("b"));
		assertThat(stage.route().skipped().get("a")).containsExactly("DISABLED");
	}

	@Test
	void skippedOfAnAnsweredCallEndsBeforeTheModelThatAnswered() {
		Stage stage = Stage.of("a", "b", "c", "d");
		stage.disable("a", "c");
		assertThat(stage.route().skipped()).containsOnlyKeys("a");
	}

	@Test
	void modelThatGivesNoLeaseKeepsItsPermit() {
		Stage stage = Stage.of(Stage.chain(Stage.CHAIN, "a", "b"), Stage.model("a").withMaxConcurrent(1),
				Stage.model("b"));
		stage.disable("a");
		stage.call();
		stage.call();
		stage.registry().enable("a");
		assertThat(stage.call()).isEqualTo("from a");
	}

	@Test
	void chainMayBeLong() {
		String[] ids = IntStream.range(0, 130).mapToObj((i) -> "m" + i).toArray(String[]::new);
		Stage stage = Stage.of(ids);
		Arrays.stream(ids).limit(129).forEach((id) -> stage.script.dead(id, FailureKind.CONTEXT_LENGTH));
		assertThat(stage.call()).isEqualTo("from m129");
		assertThat(stage.script.calls()).containsExactly(ids);
		stage.script.forget();
		assertThat(stage.call()).isEqualTo("from m129");
		assertThat(stage.script.calls()).containsExactly(ids);
	}

	@Test
	void longChainMayBeTriedAnyway() {
		String[] ids = IntStream.range(0, 65).mapToObj((i) -> "m" + i).toArray(String[]::new);
		Stage stage = Stage.of(Stage.chain(Stage.CHAIN, ids).withWhenUnavailable(WhenUnavailable.TRY_ANYWAY),
				Stage.models(ids));
		stage.rateLimit(Duration.ofMinutes(1), ids);
		assertThat(stage.call()).isEqualTo("from m0");
	}

	@Test
	void aNullIsAnAnswer() {
		Stage stage = Stage.of("a", "b");
		stage.script.does("a", () -> null);
		Routed<String> routed = stage.route();
		assertThat(routed.value()).isNull();
		assertThat(routed.outcome()).isEqualTo(Outcome.ANSWERED);
		assertThat(stage.script.calls()).containsExactly("a");
	}

}
