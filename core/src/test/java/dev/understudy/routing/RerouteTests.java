package dev.understudy.routing;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import dev.understudy.Attempt;
import dev.understudy.CallFellBack;
import dev.understudy.ChainExhausted;
import dev.understudy.ChainExhaustedException;
import dev.understudy.Outcome;
import dev.understudy.Routed;
import dev.understudy.RoutingStatistics;
import dev.understudy.failure.FailureKind;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * How another chain goes on for a call, and how models are left out whose window is too
 * small.
 */
class RerouteTests {

	private static final Map<FailureKind, String> LONG = Map.of(FailureKind.CONTEXT_LENGTH, "long");

	@Test
	void anotherChainGoesOnAtTheFirstSuchFailure() {
		Stage stage = stage(Stage.chain(Stage.CHAIN, "a", "b").withReroutes(LONG), Stage.chain("long", "c", "d"));
		stage.script.fails("a", FailureKind.CONTEXT_LENGTH).fails("c", FailureKind.UNAVAILABLE);
		Routed<String> routed = stage.route();
		assertThat(routed.value()).isEqualTo("from d");
		assertThat(stage.script.calls()).containsExactly("a", "c", "d");
		assertThat(routed.attempts()).extracting(Attempt::number).containsExactly(1, 2, 3);
		assertThat(routed.outcome()).isEqualTo(Outcome.FELL_BACK);
	}

	@Test
	void callKeepsTheNameOfItsChain() {
		Stage stage = stage(Stage.chain(Stage.CHAIN, "a", "b").withReroutes(LONG), Stage.chain("long", "c"));
		stage.script.fails("a", FailureKind.CONTEXT_LENGTH).dead("c", FailureKind.UNAVAILABLE);
		ChainExhaustedException exhausted = catchThrowableOfType(ChainExhaustedException.class, stage::call);
		assertThat(exhausted.chain()).isEqualTo(Stage.CHAIN);
		assertThat(stage.events.of(Recorder.Attempted.class)).extracting(Recorder.Attempted::chain)
			.containsExactly(Stage.CHAIN, Stage.CHAIN);
		assertThat(stage.events.of(CallFellBack.class)).extracting(CallFellBack::chain).containsExactly(Stage.CHAIN);
		assertThat(stage.events.of(ChainExhausted.class)).extracting(ChainExhausted::chain)
			.containsExactly(Stage.CHAIN);
		RoutingStatistics statistics = stage.registry().statistics();
		assertThat(statistics.chains().get(Stage.CHAIN).failed()).isOne();
		assertThat(statistics.chains().get("long").calls()).isZero();
	}

	@Test
	void callKeepsItsDeadline() {
		Stage stage = stage(Stage.chain(Stage.CHAIN, "a").withReroutes(LONG).withDeadline(Duration.ofSeconds(10)),
				Stage.chain("long", "c", "d").withDeadline(Duration.ofHours(1)));
		stage.script.does("a", () -> late(stage, 6, FailureKind.CONTEXT_LENGTH))
			.does("c", () -> late(stage, 4, FailureKind.UNAVAILABLE));
		ChainExhaustedException exhausted = catchThrowableOfType(ChainExhaustedException.class, stage::call);
		assertThat(exhausted.kind()).isEqualTo(FailureKind.TIMEOUT);
		assertThat(stage.script.calls()).containsExactly("a", "c");
	}

	@Test
	void callKeepsTheRungsOfItsChain() {
		Stage stage = stage(
				Stage.chain(Stage.CHAIN, "a").withReroutes(LONG).withRungs(List.of(TextRung.of("of the first"))),
				Stage.chain("long", "c").withRungs(List.of(TextRung.of("of the second"))));
		stage.script.dead("a", FailureKind.CONTEXT_LENGTH).dead("c", FailureKind.UNAVAILABLE);
		String answer = stage.router().chain(Stage.CHAIN).answers(String.class).call(stage.script);
		assertThat(answer).isEqualTo("of the first");
	}

	@Test
	void rerouteGoesBeforeRetryAndBeforeTheCaller() {
		Stage stage = stage(
				Stage.chain(Stage.seat("a").withRetry(RetryPolicy.DEFAULT))
					.withReroutes(Map.of(FailureKind.SERVER_ERROR, "long", FailureKind.BAD_REQUEST, "long")),
				Stage.chain("long", "b"));
		stage.script.fails("a", FailureKind.SERVER_ERROR, FailureKind.BAD_REQUEST);
		assertThat(stage.call()).isEqualTo("from b");
		assertThat(stage.call()).isEqualTo("from b");
		assertThat(stage.script.calls()).containsExactly("a", "b", "a", "b");
	}

	@Test
	void reroutesFollowOneAnother() {
		Stage stage = stage(Stage.chain(Stage.CHAIN, "a").withReroutes(LONG),
				Stage.chain("long", "b").withReroutes(Map.of(FailureKind.UNAVAILABLE, "rest")),
				Stage.chain("rest", "c"));
		stage.script.fails("a", FailureKind.CONTEXT_LENGTH).fails("b", FailureKind.UNAVAILABLE);
		assertThat(stage.call()).isEqualTo("from c");
	}

	@Test
	void modelThatThePromptDidNotFitIsNotTriedAgain() {
		Stage stage = stage(Stage.chain(Stage.CHAIN, "a").withReroutes(LONG), Stage.chain("long", "a", "b"));
		stage.script.fails("a", FailureKind.CONTEXT_LENGTH);
		Routed<String> routed = stage.route();
		assertThat(routed.value()).isEqualTo("from b");
		assertThat(stage.script.calls()).containsExactly("a", "b");
		assertThat(routed.skipped()).isEmpty();
	}

	@Test
	void modelThatFailedOtherwiseIsTriedAgainByTheOtherChain() {
		Stage stage = stage(Stage.chain(Stage.CHAIN, "a").withReroutes(Map.of(FailureKind.SERVER_ERROR, "long")),
				Stage.chain("long", "a", "b"));
		stage.script.fails("a", FailureKind.SERVER_ERROR);
		Routed<String> routed = stage.route();
		assertThat(routed.value()).isEqualTo("from a");
		assertThat(routed.outcome()).isEqualTo(Outcome.ANSWERED);
		assertThat(stage.events.of(CallFellBack.class)).isEmpty();
	}

	@Test
	void skippedTellsOfBothChains() {
		Stage stage = stage(Stage.chain(Stage.CHAIN, "x", "a").withReroutes(LONG), Stage.chain("long", "y", "b"));
		stage.disable("x", "y");
		stage.script.fails("a", FailureKind.CONTEXT_LENGTH);
		Routed<String> routed = stage.route();
		assertThat(routed.skipped()).containsOnlyKeys("x", "y");
	}

	@Test
	void modelThatTheOtherChainTriesIsNotSkipped() {
		Stage stage = stage(Stage.chain(Stage.CHAIN, "x", "a").withReroutes(LONG), Stage.chain("long", "x"));
		stage.disable("x");
		stage.script.does("a", () -> {
			stage.registry().release("x");
			throw Trouble.of(FailureKind.CONTEXT_LENGTH);
		});
		Routed<String> routed = stage.route();
		assertThat(routed.value()).isEqualTo("from x");
		assertThat(routed.skipped()).isEmpty();
		assertThat(routed.outcome()).isEqualTo(Outcome.FELL_BACK);
	}

	@Test
	void retryAfterLooksAtBothChains() {
		Stage stage = stage(Stage.chain(Stage.CHAIN, "x", "a").withReroutes(LONG), Stage.chain("long", "b"));
		stage.rateLimit(Duration.ofSeconds(40), "x");
		stage.script.dead("a", FailureKind.CONTEXT_LENGTH).dead("b", FailureKind.QUOTA_EXHAUSTED);
		ChainExhaustedException exhausted = catchThrowableOfType(ChainExhaustedException.class, stage::call);
		assertThat(exhausted.retryAfter()).isEqualTo(Duration.ofSeconds(40));
		assertThat(exhausted.skipped()).containsOnlyKeys("x");
	}

	@Test
	void callOnItsWayIsReroutedByItsOldPlan() {
		Stage stage = stage(Stage.chain(Stage.CHAIN, "a").withReroutes(LONG), Stage.chain("long", "b"));
		stage.script.does("a", () -> {
			stage.understudy.perform(new Repertoire(List.of(Stage.model("a")), List.of(Stage.chain(Stage.CHAIN, "a"))));
			throw Trouble.of(FailureKind.CONTEXT_LENGTH);
		});
		assertThat(stage.call()).isEqualTo("from b");
	}

	@Test
	void callMayBeCancelledRightAfterItsReroute() {
		Stage stage = stage(Stage.chain(Stage.CHAIN, "a").withReroutes(LONG), Stage.chain("long", "b"));
		Call call = stage.begin();
		call.next();
		call.failed(Trouble.of(FailureKind.CONTEXT_LENGTH));
		InterruptedException cancel = new InterruptedException();
		call.cancelled(cancel);
		assertThat(call.next()).isEqualTo(Call.Step.OVER);
		assertThat(call.conclude().thrown()).isSameAs(cancel);
	}

	@Test
	void smallerWindowsAreSkippedAfterAPromptThatDidNotFit() {
		Stage stage = Stage.of(Stage.chain(Stage.CHAIN, "a", "smaller", "same", "unknown"), Stage.window("a", 1000),
				Stage.window("smaller", 999), Stage.window("same", 1000), Stage.window("unknown", 0));
		stage.script.dead("a", FailureKind.CONTEXT_LENGTH).dead("same", FailureKind.CONTEXT_LENGTH);
		Routed<String> routed = stage.route();
		assertThat(routed.value()).isEqualTo("from unknown");
		assertThat(stage.script.calls()).containsExactly("a", "same", "unknown");
		assertThat(routed.skipped()).containsOnlyKeys("smaller");
		assertThat(routed.skipped().get("smaller")).containsExactly("CONTEXT_WINDOW");
	}

	@Test
	void largestWindowThatWasTooSmallCounts() {
		Stage stage = Stage.of(Stage.chain(Stage.CHAIN, "large", "unknown", "small"), Stage.window("large", 1000),
				Stage.window("unknown", 0), Stage.window("small", 10));
		stage.script.dead("large", FailureKind.CONTEXT_LENGTH).dead("unknown", FailureKind.CONTEXT_LENGTH);
		assertThatThrownBy(stage::call).isInstanceOf(ChainExhaustedException.class);
		assertThat(stage.script.calls()).containsExactly("large", "unknown");
	}

	@Test
	void promptThatDoesNotFitSaysNothingAboutTheModel() {
		Stage stage = Stage.of("a");
		stage.script.dead("a", FailureKind.CONTEXT_LENGTH);
		IntStream.range(0, 20).forEach((i) -> stage.callInVain());
		assertThat(stage.status("a").callsInWindow()).isZero();
		assertThat(stage.status("a").standbys()).isEmpty();
	}

	private static Stage stage(ChainSettings... chains) {
		return Stage.with((builder) -> {
			List.of(Stage.models("a", "b", "c", "d", "x", "y")).forEach(builder::model);
			List.of(chains).forEach(builder::chain);
			return builder;
		});
	}

	private static String late(Stage stage, int seconds, FailureKind kind) {
		stage.pass(Duration.ofSeconds(seconds));
		throw Trouble.of(kind);
	}

}
