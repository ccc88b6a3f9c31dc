package dev.understudy.routing;

import java.time.Duration;
import java.util.Set;
import java.util.function.UnaryOperator;

import dev.understudy.ChainExhaustedException;
import dev.understudy.Outcome;
import dev.understudy.Routed;
import dev.understudy.failure.FailureKind;
import dev.understudy.failure.FailurePolicy;
import dev.understudy.selection.Strategies;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * What a call does when its models are on standby: last resorts, waiting, trying anyway.
 */
class UnavailableTests {

	private static final Duration MINUTE = Duration.ofMinutes(1);

	@Test
	void chainWhoseModelsAreAllOutFailsWithoutTryingAnyone() {
		Stage stage = stage(WhenUnavailable.FAIL);
		stage.rateLimit(MINUTE, "a", "b");
		ChainExhaustedException exhausted = catchThrowableOfType(ChainExhaustedException.class, stage::call);
		assertThat(exhausted.kind()).isEqualTo(FailureKind.RATE_LIMIT);
		assertThat(exhausted.skipped()).containsOnlyKeys("a", "b");
		assertThat(exhausted.retryAfter()).isEqualTo(MINUTE);
		assertThat(stage.script.calls()).isEmpty();
		assertThat(stage.timer.pauses()).isEmpty();
	}

	@Test
	void lastResortIsTriedEvenOnStandbyAndAfterAllOthers() {
		Stage stage = Stage.of(Stage.chain(Stage.seat("last").withLastResort(true), Stage.seat("a"), Stage.seat("b")),
				Stage.models("last", "a", "b"));
		stage.rateLimit(MINUTE, "last", "a");
		stage.script.dead("b", FailureKind.UNAVAILABLE);
		Routed<String> routed = stage.route();
		assertThat(routed.value()).isEqualTo("from last");
		assertThat(routed.outcome()).isEqualTo(Outcome.FELL_BACK);
		assertThat(stage.script.calls()).containsExactly("b", "last");
	}

	@Test
	void lastResortsAreTriedInTheOrderWrittenWhateverTheStrategy() {
		Stage stage = Stage.of(Stage
			.chain(Stage.seat("x").withLastResort(true).withWeight(1), Stage.seat("a"),
					Stage.seat("y").withLastResort(true).withWeight(1000))
			.withStrategy("weighted", Strategies.WEIGHTED), Stage.models("x", "a", "y"));
		stage.script.dead("a", FailureKind.UNAVAILABLE).dead("x", FailureKind.UNAVAILABLE);
		assertThat(stage.call()).isEqualTo("from y");
		assertThat(stage.script.calls()).containsExactly("a", "x", "y");
	}

	@Test
	void lastResortNeverOverridesAManualStandby() {
		refusesEveryone(WhenUnavailable.FAIL, true, (builder) -> builder, Set.of("MANUAL"));
	}

	@Test
	void tryAnywayNeverOverridesAManualStandby() {
		refusesEveryone(WhenUnavailable.TRY_ANYWAY, false, (builder) -> builder, Set.of("MANUAL"));
	}

	@Test
	void tryAnywayTriesModelsOnStandbyInTheOrderOfTheStrategyAndLastResortsLast() {
		Stage stage = Stage.of(Stage.chain(Stage.seat("last").withLastResort(true), Stage.seat("a"), Stage.seat("b"))
			.withWhenUnavailable(WhenUnavailable.TRY_ANYWAY), Stage.models("last", "a", "b"));
		stage.rateLimit(MINUTE, "a", "b");
		stage.disable("last");
		stage.script.dead("a", FailureKind.UNAVAILABLE);
		Routed<String> routed = stage.route();
		assertThat(routed.value()).isEqualTo("from b");
		assertThat(stage.script.calls()).containsExactly("a", "b");
		assertThat(routed.outcome()).isEqualTo(Outcome.FELL_BACK);
	}

	@Test
	void firstChoiceThatIsTriedAnywayIsNoFallback() {
		Stage stage = stage(WhenUnavailable.TRY_ANYWAY);
		stage.rateLimit(MINUTE, "a", "b");
		Routed<String> routed = stage.route();
		assertThat(routed.outcome()).isEqualTo(Outcome.ANSWERED);
		assertThat(routed.skipped()).isEmpty();
	}

	@Test
	void firstChoiceThatCannotEvenBeTriedAnywayIsPassedOver() {
		Stage stage = stage(WhenUnavailable.TRY_ANYWAY);
		stage.rateLimit(MINUTE, "b");
		stage.disable("a");
		Routed<String> routed = stage.route();
		assertThat(routed.outcome()).isEqualTo(Outcome.FELL_BACK);
		assertThat(routed.skipped()).containsOnlyKeys("a");
	}

	@Test
	void tryAnywayIsForCallsThatCouldTryNobody() {
		Stage stage = stage(WhenUnavailable.TRY_ANYWAY);
		stage.rateLimit(MINUTE, "a");
		stage.script.dead("b", FailureKind.UNAVAILABLE);
		assertThatThrownBy(stage::call).isInstanceOf(ChainExhaustedException.class);
		assertThat(stage.script.calls()).containsExactly("b");
	}

	@Test
	void waitEndsWithTheFirstStandby() {
		Stage stage = stage(WhenUnavailable.WAIT);
		stage.rateLimit(MINUTE, "a");
		stage.rateLimit(Duration.ofMillis(20), "b");
		Routed<String> routed = stage.route();
		assertThat(routed.value()).isEqualTo("from b");
		assertThat(stage.timer.pauses()).containsExactly(Duration.ofMillis(20));
		assertThat(routed.outcome()).isEqualTo(Outcome.FELL_BACK);
		assertThat(routed.skipped()).containsOnlyKeys("a");
	}

	@Test
	void waitForTheFirstChoiceIsNoFallback() {
		Stage stage = stage(WhenUnavailable.WAIT);
		stage.rateLimit(Duration.ofSeconds(5), "a");
		stage.rateLimit(MINUTE, "b");
		assertThat(stage.route().outcome()).isEqualTo(Outcome.ANSWERED);
	}

	@Test
	void waitThatTheDeadlineDoesNotAllowIsNotBegun() {
		Stage stage = stage(WhenUnavailable.WAIT, Duration.ofSeconds(60));
		stage.rateLimit(MINUTE, "a", "b");
		ChainExhaustedException exhausted = catchThrowableOfType(ChainExhaustedException.class, stage::call);
		assertThat(exhausted.kind()).isEqualTo(FailureKind.RATE_LIMIT);
		assertThat(stage.timer.pauses()).isEmpty();
	}

	@Test
	void waitThatTheDeadlineJustAllowsIsMade() {
		Stage stage = stage(WhenUnavailable.WAIT, MINUTE.plusNanos(1));
		stage.rateLimit(MINUTE, "a", "b");
		assertThat(stage.call()).isEqualTo("from a");
	}

	@Test
	void nobodyWaitsForAStandbyThatDoesNotEndByItself() {
		Stage stage = stage(WhenUnavailable.WAIT, Duration.ZERO);
		stage.disable("a", "b");
		assertThatThrownBy(stage::call).isInstanceOf(ChainExhaustedException.class);
		assertThat(stage.timer.pauses()).isEmpty();
	}

	@Test
	void nobodyWaitsForModelsThatCannotServe() {
		Stage stage = stage(WhenUnavailable.WAIT, Duration.ZERO);
		assertThatThrownBy(() -> stage.router().chain(Stage.CHAIN).requires("vision").call(stage.script))
			.isInstanceOf(ChainExhaustedException.class);
	}

	@Test
	void waitLooksForAPlaceOfAModelThatIsFull() {
		Stage stage = Stage.of(Stage.chain(Stage.seat("a")).withWhenUnavailable(WhenUnavailable.WAIT),
				Stage.model("a").withMaxConcurrent(1));
		Call holder = stage.begin();
		assertThat(holder.next()).isEqualTo(Call.Step.ATTEMPT);
		stage.timer.in(Duration.ofMillis(120).toNanos(), () -> holder.answered("done"));
		assertThat(stage.call()).isEqualTo("from a");
		assertThat(stage.timer.pauses()).containsExactly(Duration.ofMillis(50), Duration.ofMillis(50),
				Duration.ofMillis(50));
	}

	@Test
	void concurrencyBoundPassesOverWithoutQueueing() {
		Stage stage = Stage.of(Stage.chain(Stage.CHAIN, "a", "b"), Stage.model("a").withMaxConcurrent(2),
				Stage.model("b"));
		Call first = stage.begin();
		Call second = stage.begin();
		first.next();
		second.next();
		Routed<String> routed = stage.route();
		assertThat(routed.value()).isEqualTo("from b");
		assertThat(routed.skipped().get("a")).containsExactly("CONCURRENCY");
		assertThat(routed.outcome()).isEqualTo(Outcome.FELL_BACK);
		assertThat(stage.timer.pauses()).isEmpty();
		first.answered("done");
		assertThat(stage.call()).isEqualTo("from a");
		second.failed(Trouble.of(FailureKind.SERVER_ERROR));
		assertThat(second.next()).isEqualTo(Call.Step.ATTEMPT);
		assertThat(second.model().id()).isEqualTo("b");
	}

	@Test
	void lastResortAndTryAnywayRespectTheConcurrencyBound() {
		refusesEveryoneFull(Stage.chain(Stage.seat("a").withLastResort(true)));
		refusesEveryoneFull(Stage.chain(Stage.seat("a")).withWhenUnavailable(WhenUnavailable.TRY_ANYWAY));
	}

	@Test
	void lastResortAndTryAnywayRespectTheConfigurationThatDisables() {
		for (WhenUnavailable when : WhenUnavailable.values()) {
			Stage stage = Stage.of(Stage
				.chain(Stage.seat("a").withEnabled(false), Stage.seat("b").withLastResort(true).withEnabled(false))
				.withWhenUnavailable(when), Stage.models("a", "b"));
			ChainExhaustedException exhausted = catchThrowableOfType(ChainExhaustedException.class, stage::call);
			assertThat(exhausted.skipped().values()).containsOnly(Set.of("DISABLED"));
			assertThat(exhausted.kind()).isEqualTo(FailureKind.UNAVAILABLE);
			assertThat(exhausted.retryAfter()).isNull();
		}
	}

	@Test
	void placesOfATrialAreBoundedAndOthersGoOnWithoutWaiting() {
		Stage stage = Stage.of(Stage.chain(Stage.CHAIN, "a", "b"), Stage.touchy("a"), Stage.model("b"));
		stage.script.fails("a", FailureKind.SERVER_ERROR);
		stage.call();
		stage.pass(MINUTE);
		for (int i = 0; i < 3; i++) {
			Call trial = stage.begin();
			trial.next();
			assertThat(trial.model().id()).isEqualTo("a");
		}
		Routed<String> routed = stage.route();
		assertThat(routed.value()).isEqualTo("from b");
		assertThat(routed.skipped().get("a")).containsExactly("ERROR_THRESHOLD");
	}

	@Test
	void fullModelInTrialIsSkippedForItsConcurrency() {
		Stage stage = Stage.of(Stage.chain(Stage.CHAIN, "a", "b"), Stage.touchy("a").withMaxConcurrent(1),
				Stage.model("b"));
		stage.script.fails("a", FailureKind.SERVER_ERROR);
		stage.call();
		stage.pass(MINUTE);
		stage.begin().next();
		assertThat(stage.route().skipped().get("a")).containsExactly("CONCURRENCY");
	}

	@Test
	void attemptInSpiteOfAStandbyIsNotTriedAgainWhileThatLasts() {
		Stage stage = Stage.of(Stage.chain(Stage.seat("a")
			.withRetry(RetryPolicy.DEFAULT)
			.withLastResort(true)
			.withFailures(FailurePolicy.DEFAULT)), Stage.models("a"));
		stage.rateLimit(MINUTE, "a");
		stage.script.dead("a", FailureKind.SERVER_ERROR);
		assertThatThrownBy(stage::call).isInstanceOf(ChainExhaustedException.class);
		assertThat(stage.script.calls()).containsExactly("a");
	}

	private static void refusesEveryoneFull(ChainSettings chain) {
		Stage stage = Stage.of(chain, Stage.model("a").withMaxConcurrent(1));
		stage.begin().next();
		ChainExhaustedException exhausted = catchThrowableOfType(ChainExhaustedException.class, stage::call);
		assertThat(exhausted.skipped().get("a")).containsExactly("CONCURRENCY");
		assertThat(stage.script.calls()).isEmpty();
	}

	private static void refusesEveryone(WhenUnavailable when, boolean lastResort,
			UnaryOperator<UnderstudyBuilder> setup, Set<String> reasons) {
		ChainSettings chain = Stage.chain(Stage.seat("a").withLastResort(lastResort)).withWhenUnavailable(when);
		Stage stage = Stage.with((builder) -> setup.apply(builder.model(Stage.model("a")).chain(chain)));
		stage.rateLimit(MINUTE, "a");
		stage.disable("a");
		ChainExhaustedException exhausted = catchThrowableOfType(ChainExhaustedException.class, stage::call);
		assertThat(exhausted.skipped().get("a")).containsAll(reasons);
		assertThat(stage.script.calls()).isEmpty();
	}

	private static Stage stage(WhenUnavailable when) {
		return stage(when, ChainSettings.DEFAULT_DEADLINE);
	}

	private static Stage stage(WhenUnavailable when, Duration deadline) {
		return Stage.of(Stage.chain(Stage.CHAIN, "a", "b").withWhenUnavailable(when).withDeadline(deadline),
				Stage.models("a", "b"));
	}

}
