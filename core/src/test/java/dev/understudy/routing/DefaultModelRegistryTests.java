package dev.understudy.routing;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.understudy.ChainExplanation;
import dev.understudy.HealthSummary;
import dev.understudy.Model;
import dev.understudy.ModelState;
import dev.understudy.ModelStatus;
import dev.understudy.RoutingStatistics;
import dev.understudy.Standby;
import dev.understudy.StandbyReason;
import dev.understudy.UnknownNameException;
import dev.understudy.failure.FailureKind;
import dev.understudy.selection.Strategies;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class DefaultModelRegistryTests {

	@Test
	void disabledModelIsPassedOverUntilItIsReleased() {
		Stage stage = Stage.of("a", "b");
		stage.registry().disable("a", null, "billing");
		stage.pass(Duration.ofDays(1000));
		assertThat(stage.call()).isEqualTo("from b");
		assertThat(stage.status("a").standbys()).singleElement()
			.satisfies((standby) -> assertThat(standby.note()).isEqualTo("billing"));
		stage.registry().release("a");
		assertThat(stage.call()).isEqualTo("from a");
	}

	@Test
	void modelDisabledForAWhileComesBackByItself() {
		Stage stage = Stage.of("a", "b");
		stage.registry().disable("a", Duration.ofMinutes(5), "deploy");
		stage.pass(Duration.ofMinutes(5).minusNanos(1));
		assertThat(stage.call()).isEqualTo("from b");
		stage.pass(Duration.ofNanos(1));
		assertThat(stage.status("a").state()).as("without traffic").isEqualTo(ModelState.ACTIVE);
		assertThat(stage.call()).isEqualTo("from a");
	}

	@Test
	void manualOffAndOnInsideAQuotaStandbyLeavesTheQuotaStanding() {
		Stage stage = Stage.of("a", "b");
		stage.script.fails("a", FailureKind.QUOTA_EXHAUSTED);
		stage.call();
		stage.registry().disable("a", Duration.ofMinutes(1), "off");
		assertThat(reasons(stage)).containsExactlyInAnyOrder(StandbyReason.QUOTA_EXHAUSTED, StandbyReason.MANUAL);
		stage.registry().release("a");
		assertThat(reasons(stage)).containsExactly(StandbyReason.QUOTA_EXHAUSTED);
		assertThat(stage.call()).isEqualTo("from b");
	}

	@Test
	void runningStandbyIsNeverShortened() {
		Stage stage = Stage.of("a", "b");
		stage.registry().disable("a", Duration.ofHours(1), "long");
		stage.registry().disable("a", Duration.ofMinutes(1), "short");
		stage.pass(Duration.ofMinutes(59));
		assertThat(stage.call()).isEqualTo("from b");
	}

	@Test
	void enableLiftsEverythingAndTakesTheModelOutOfTrial() {
		Stage stage = Stage.of(Stage.chain(Stage.CHAIN, "a", "b"), Stage.touchy("a"), Stage.model("b"));
		stage.script.fails("a", FailureKind.UNAVAILABLE);
		stage.call();
		stage.disable("a");
		assertThat(stage.status("a").standbys()).hasSizeGreaterThan(1);
		stage.registry().enable("a");
		assertThat(stage.status("a").state()).isEqualTo(ModelState.ACTIVE);
		assertThat(stage.call()).isEqualTo("from a");
	}

	@Test
	void lengthThatIsNotPositiveIsRefused() {
		Stage stage = Stage.of("a");
		for (Duration length : List.of(Duration.ZERO, Duration.ofSeconds(-1))) {
			assertThatIllegalArgumentException().isThrownBy(() -> stage.registry().disable("a", length, ""))
				.withMessage("Duration for which model 'a' is disabled is '" + length + "', must be greater than zero");
			assertThatIllegalArgumentException().isThrownBy(() -> stage.registry().firstWorking(Stage.CHAIN, length))
				.withMessage("Timeout of a probe is '" + length + "', must be greater than zero");
		}
		assertThat(stage.status("a").standbys()).isEmpty();
	}

	@Test
	void unknownNamesAreRefusedWithTheKnownOnes() {
		Stage stage = Stage.of("gpt", "claude");
		List<ThrowingCallable> models = List.of(() -> stage.registry().status("claud"),
				() -> stage.registry().disable("claud", null, ""), () -> stage.registry().release("claud"),
				() -> stage.registry().enable("claud"), () -> stage.registry().probe("claud"));
		models.forEach((call) -> assertThatThrownBy(call).isInstanceOf(UnknownNameException.class)
			.hasMessage("Unknown model 'claud', did you mean 'claude'? (known: 'claude', 'gpt')"));
		List<ThrowingCallable> chains = List.of(() -> stage.registry().available("asistant"),
				() -> stage.registry().explain("asistant"),
				() -> stage.registry().firstWorking("asistant", Duration.ofSeconds(1)),
				() -> stage.router().chain("asistant"), () -> stage.router().call("asistant", stage.script));
		chains.forEach((call) -> assertThatThrownBy(call).isInstanceOf(UnknownNameException.class)
			.hasMessage("Unknown chain 'asistant', did you mean 'assistant'? (known: 'assistant')"));
	}

	@Test
	void statusesFollowTheConfiguration() {
		assertThat(Stage.of("c", "a", "b").registry().statuses()).extracting(ModelStatus::id)
			.containsExactly("c", "a", "b");
	}

	@Test
	void summaryCountsStates() {
		Stage stage = Stage.of(Stage.chain(Stage.CHAIN, "a", "b", "c"), Stage.touchy("a"), Stage.model("b"),
				Stage.model("c"));
		assertThat(stage.registry().summary()).isEqualTo(new HealthSummary(3, 3, 0, 0, null));
		stage.script.fails("a", FailureKind.SERVER_ERROR);
		stage.call();
		stage.disable("b");
		stage.pass(Duration.ofSeconds(60));
		assertThat(stage.registry().summary()).isEqualTo(new HealthSummary(3, 1, 1, 1, null));
	}

	@Test
	void explanationTellsWhoWouldBeTriedAndWhoNot() {
		Stage stage = Stage.of(Stage.chain(Stage.seat("last").withLastResort(true), Stage.seat("a"), Stage.seat("b"),
				Stage.seat("off").withEnabled(false)), Stage.models("last", "a", "b", "off"));
		stage.disable("a");
		stage.rateLimit(Duration.ofMinutes(1), "last");
		ChainExplanation explanation = stage.registry().explain(Stage.CHAIN);
		assertThat(explanation.chain()).isEqualTo(Stage.CHAIN);
		assertThat(explanation.strategy()).isEqualTo("priority");
		assertThat(explanation.order()).extracting(Model::id).containsExactly("b", "last");
		assertThat(explanation.skipped()).isEqualTo(Map.of("a", Set.of("MANUAL"), "off", Set.of("DISABLED")));
		assertThat(stage.registry().available(Stage.CHAIN)).isEqualTo(explanation.order());
	}

	@Test
	void explanationOfAChainWithoutAnybodyIsEmpty() {
		Stage stage = Stage.of("a", "b");
		stage.rateLimit(Duration.ofMinutes(1), "a", "b");
		assertThat(stage.registry().available(Stage.CHAIN)).isEmpty();
		assertThat(stage.registry().explain(Stage.CHAIN).skipped()).containsOnlyKeys("a", "b");
	}

	@Test
	void explanationOfAChainThatTriesAnywayTellsWhoThatIs() {
		Stage stage = Stage.of(Stage.chain(Stage.CHAIN, "a", "b").withWhenUnavailable(WhenUnavailable.TRY_ANYWAY),
				Stage.models("a", "b"));
		stage.rateLimit(Duration.ofMinutes(1), "a", "b");
		stage.disable("a");
		assertThat(stage.registry().available(Stage.CHAIN)).extracting(Model::id).containsExactly("b");
		assertThat(stage.registry().explain(Stage.CHAIN).skipped()).containsOnlyKeys("a");
	}

	@Test
	void explanationTakesNoTurn() {
		Stage stage = Stage.of(Stage.chain(Stage.CHAIN, "a", "b").withStrategy("round-robin", Strategies.ROUND_ROBIN),
				Stage.models("a", "b"));
		for (int i = 0; i < 3; i++) {
			assertThat(stage.registry().available(Stage.CHAIN)).extracting(Model::id).startsWith("a");
		}
		assertThat(stage.call()).isEqualTo("from a");
		assertThat(stage.registry().available(Stage.CHAIN)).extracting(Model::id).startsWith("b");
		assertThat(stage.call()).isEqualTo("from b");
	}

	@Test
	void explanationTakesNoPlaceInATrialAndNoPermit() {
		Stage stage = Stage.of(Stage.chain(Stage.CHAIN, "a", "b"), Stage.touchy("a").withMaxConcurrent(1),
				Stage.model("b"));
		stage.script.fails("a", FailureKind.SERVER_ERROR);
		stage.call();
		stage.pass(Duration.ofSeconds(60));
		for (int i = 0; i < 10; i++) {
			assertThat(stage.registry().available(Stage.CHAIN)).extracting(Model::id).containsExactly("a", "b");
		}
		stage.script.forget();
		assertThat(stage.call()).isEqualTo("from a");
		assertThat(stage.events.of(Recorder.Attempted.class)).hasSize(3);
	}

	@Test
	void statisticsTellOfChainsAndModels() {
		Stage stage = Stage.of("a", "b");
		stage.script.does("a", () -> {
			stage.pass(Duration.ofSeconds(2));
			return "slow";
		});
		stage.call();
		stage.call();
		stage.script.fails("a", FailureKind.SERVER_ERROR, FailureKind.SERVER_ERROR, FailureKind.UNAVAILABLE)
			.fails("b", FailureKind.CONTEXT_LENGTH);
		stage.callInVain();
		stage.call();
		stage.call();
		RoutingStatistics.OfChain chain = stage.registry().statistics().chains().get(Stage.CHAIN);
		assertThat(chain.answered()).isEqualTo(2);
		assertThat(chain.fellBack()).isEqualTo(2);
		assertThat(chain.failed()).isOne();
		assertThat(chain.degraded()).isZero();
		assertThat(chain.calls()).isEqualTo(5);
		assertThat(chain.primarySuccessRate()).isEqualTo(0.4);
		assertThat(chain.fallbackRate()).isEqualTo(0.4);
		assertThat(chain.models().get("a")).isEqualTo(new RoutingStatistics.OfModel(5, 2,
				Map.of(FailureKind.SERVER_ERROR, 2L, FailureKind.UNAVAILABLE, 1L), 3, 0, Duration.ofSeconds(1)));
		assertThat(chain.models().get("b")).isEqualTo(
				new RoutingStatistics.OfModel(3, 2, Map.of(FailureKind.CONTEXT_LENGTH, 1L), 0, 3, Duration.ZERO));
	}

	@Test
	void statisticsCountDegradedCalls() {
		Stage stage = Stage.of(Stage.chain(Stage.CHAIN, "a").withRungs(List.of(TextRung.of("busy"))), Stage.model("a"));
		stage.disable("a");
		stage.router().chain(Stage.CHAIN).answers(String.class).call(stage.script);
		assertThat(stage.registry().statistics().chains().get(Stage.CHAIN).degraded()).isOne();
	}

	@Test
	void chainsMadeUpForOneRequestAreCountedTogether() {
		Stage stage = Stage.of("a", "b");
		assertThat(stage.registry().statistics().chains()).containsOnlyKeys(Stage.CHAIN);
		stage.router().models("b").call(stage.script);
		stage.router().models("b", "a").call(stage.script);
		RoutingStatistics statistics = stage.registry().statistics();
		assertThat(statistics.chains()).containsOnlyKeys(Stage.CHAIN, Repertoire.AD_HOC);
		assertThat(statistics.chains().get(Repertoire.AD_HOC).answered()).isEqualTo(2);
		assertThat(statistics.chains().get(Repertoire.AD_HOC).models().get("b").answered()).isEqualTo(2);
	}

	private static List<StandbyReason> reasons(Stage stage) {
		return stage.status("a").standbys().stream().map(Standby::reason).toList();
	}

}
