package dev.understudy.health;

import java.time.Duration;
import java.util.List;

import dev.understudy.ModelState;
import dev.understudy.ModelStatus;
import dev.understudy.Standby;
import dev.understudy.StandbyReason;
import dev.understudy.failure.Failure;
import dev.understudy.failure.FailureKind;
import dev.understudy.failure.ModelVerdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

class CheckupTests {

	private final WatchedModel model = new WatchedModel();

	@Test
	void probesAloneBringAModelBackFromItsTrial() {
		this.model.fallAndWait();
		this.model.probe();
		assertThat(this.model.state()).isEqualTo(ModelState.TRIAL);
		this.model.probe();
		assertThat(this.model.state()).isEqualTo(ModelState.ACTIVE);
		assertThat(this.model.reports).containsExactly("gpt down ERROR_THRESHOLD", "gpt recovered");
	}

	@Test
	void probeAndCallProveAModelTogether() {
		this.model.fallAndWait();
		this.model.probe();
		this.model.succeed(1);
		assertThat(this.model.state()).isEqualTo(ModelState.ACTIVE);
	}

	@Test
	void failedProbeOfATrialStandsTheModelDownForTheDoubledCooldown() {
		this.model.fallAndWait();
		this.model.probeInVain();
		assertThat(this.model.reasons()).containsExactlyInAnyOrder(StandbyReason.ERROR_THRESHOLD,
				StandbyReason.PROBE_FAILED);
		assertThat(this.model.cooldown()).isEqualTo(Duration.ofSeconds(120));
	}

	@Test
	void probeTakesAPlaceOfTheTrialAndGivesItBack() {
		this.model.fallAndWait();
		Checkup checkup = this.model.checkup();
		this.model.lease();
		this.model.lease();
		assertThat(this.model.tryLease()).isNull();
		checkup.dropped(this.model.now());
		assertThat(this.model.tryLease()).isNotNull();
	}

	@Test
	void refusedProbeGivesItsPlaceBackAndProvesNothing() {
		this.model.fallAndWait();
		for (int i = 0; i < 5; i++) {
			this.model.checkup().refused(this.model.now());
		}
		assertThat(this.model.state()).isEqualTo(ModelState.TRIAL);
		assertThat(this.model.usable()).isTrue();
	}

	@Test
	void probeWithoutAPlaceDecidesNothingInTheTrial() {
		this.model.fallAndWait();
		List<Lease> all = List.of(this.model.lease(), this.model.lease(), this.model.lease());
		this.model.probe();
		this.model.probe();
		assertThat(this.model.state()).isEqualTo(ModelState.TRIAL);
		this.model.probeInVain();
		assertThat(this.model.reasons()).containsExactly(StandbyReason.PROBE_FAILED);
		all.forEach(Lease::ignored);
	}

	@Test
	void probeThatLostItsPlaceDecidesNothingInTheTrial() {
		this.model.fallAndWait();
		Checkup late = this.model.checkup();
		this.model.pass(WatchedModel.PATIENCE.plusSeconds(1));
		late.answered(this.model.now());
		this.model.probe();
		assertThat(this.model.state()).isEqualTo(ModelState.TRIAL);
	}

	@Test
	void goodProbeCountsForATrialThatOnlyAFailedProbeKeepsWaiting() {
		this.model.fall();
		this.model.pass(30);
		this.model.probeInVain();
		this.model.pass(40);
		assertThat(this.model.reasons()).containsExactly(StandbyReason.PROBE_FAILED);
		this.model.probe();
		assertThat(this.model.state()).isEqualTo(ModelState.TRIAL);
		this.model.probe();
		assertThat(this.model.state()).isEqualTo(ModelState.ACTIVE);
	}

	@Test
	void failedProbeOnlyProlongsWhatAFailedProbeFoundAndIsNotToldAgain() {
		this.model.fall();
		this.model.pass(30);
		for (int i = 0; i < 10; i++) {
			this.model.probeInVain();
			this.model.pass(40);
		}
		assertThat(this.model.reasons()).containsExactly(StandbyReason.PROBE_FAILED);
		assertThat(this.model.cooldown()).isEqualTo(Duration.ofSeconds(20));
		assertThat(this.model.reports).containsExactly("gpt down ERROR_THRESHOLD", "gpt down PROBE_FAILED");
	}

	@Test
	void goodProbeProvesNothingWhileAnotherReasonRuns() {
		this.model.fall();
		this.model.probe();
		this.model.probe();
		this.model.pass(60);
		assertThat(this.model.state()).isEqualTo(ModelState.TRIAL);
	}

	@Test
	void probeThatBeganBeforeTheTrialCouldGoOnProvesNothing() {
		this.model.fall();
		this.model.probeInVain();
		Checkup early = this.model.checkup();
		this.model.pass(59);
		this.model.probeInVain();
		this.model.pass(2);
		early.answered(this.model.now());
		this.model.probe();
		assertThat(this.model.state()).isEqualTo(ModelState.TRIAL);
	}

	@Test
	void goodProbeShortensNoOtherReason() {
		this.model.probeInVain();
		this.model.health.standDown(StandbyReason.MANUAL, null, "out");
		this.model.probe();
		assertThat(this.model.reasons()).containsExactly(StandbyReason.MANUAL);
		assertThat(this.model.cooldown()).isNull();
	}

	@Test
	void modelThatAGoodProbeFoundIsReportedAsRecovered() {
		this.model.probeInVain();
		this.model.probe();
		assertThat(this.model.reports).containsExactly("gpt down PROBE_FAILED", "gpt recovered");
	}

	@Test
	void failedProbeHoldsForAsLongAsItIsToldTo() {
		Failure failure = new Failure(FailureKind.TIMEOUT, null, 0, new IllegalStateException());
		this.model.checkup().failed(failure, ModelVerdict.COUNTS, Duration.ofSeconds(77), this.model.now());
		assertThat(this.model.cooldown()).isEqualTo(Duration.ofSeconds(77));
	}

	@Test
	void failedProbeTellsItsKindAndNothingElse() {
		this.model.probeInVain();
		assertThat(this.model.status().standbys()).singleElement().extracting(Standby::note).isEqualTo("network-error");
	}

	@Test
	void failureOfAProbeFromBeforeTheModelBecameActiveIsForgotten() {
		this.model.fall();
		Checkup early = this.model.checkup();
		this.model.health.enable(StandbyReason.FAILING);
		this.model.fail(early, FailureKind.NETWORK_ERROR);
		assertThat(this.model.state()).isEqualTo(ModelState.ACTIVE);
	}

	@ParameterizedTest
	@CsvSource({ "AUTH_ERROR, AUTH_FAILED, 600", "MODEL_NOT_FOUND, MODEL_NOT_FOUND, 600",
			"QUOTA_EXHAUSTED, QUOTA_EXHAUSTED, 3600" })
	void whatAProviderSaysForGoodStandsTheModelDownButIsNotProlonged(FailureKind kind, StandbyReason reason,
			int seconds) {
		this.model.fail(this.model.checkup(), kind);
		this.model.pass(10);
		this.model.fail(this.model.checkup(), kind);
		assertThat(this.model.reasons()).containsExactlyInAnyOrder(reason, StandbyReason.PROBE_FAILED);
		assertThat(this.model.cooldown()).isEqualTo(Duration.ofSeconds(seconds - 10));
		this.model.probe();
		assertThat(this.model.reasons()).containsExactly(reason);
	}

	@Test
	void providerThatIsUnavailableStandsDownForNothingButTheProbe() {
		this.model.fail(this.model.checkup(), FailureKind.UNAVAILABLE);
		assertThat(this.model.reasons()).containsExactly(StandbyReason.PROBE_FAILED);
	}

	@ParameterizedTest
	@EnumSource(names = { "AUTH_ERROR", "QUOTA_EXHAUSTED", "MODEL_NOT_FOUND" })
	void refusalThatDoesNotCountFailsNoTrial(FailureKind kind) {
		this.model.fallAndWait();
		this.model.fail(this.model.checkup(), kind);
		assertThat(this.model.reasons()).doesNotContain(StandbyReason.ERROR_THRESHOLD);
		assertThat(this.model.health.score(this.model.now())).isEqualTo(scoreOf(this.model));
	}

	@Test
	void probesAreTheScoreOfAModelThatNobodyCalls() {
		assertThat(this.model.health.score(this.model.now())).isEqualTo(0.5);
		Checkup checkup = this.model.checkup();
		this.model.pass(5);
		checkup.answered(this.model.now());
		assertThat(this.model.health.score(this.model.now())).isEqualTo(0.6 * 0.5 + 0.4);
		this.model.probeInVain();
		assertThat(this.model.health.score(this.model.now())).isEqualTo(0.6 * 0.5 + 0.4 * 0.5);
	}

	@Test
	void probesAndCallsMakeOneScoreAndLeaveTheWindowTogether() {
		this.model.succeedAfter(Duration.ofSeconds(1));
		Checkup checkup = this.model.checkup();
		this.model.pass(3);
		checkup.answered(this.model.now());
		assertThat(this.model.health.score(this.model.now())).isEqualTo(0.6 * 0.8 + 0.4);
		this.model.pass(Duration.ofMinutes(11));
		assertThat(this.model.health.score(this.model.now())).isEqualTo(0.5);
	}

	@Test
	void refusalIsNoMarkInTheScore() {
		this.model.checkup().refused(this.model.now());
		assertThat(this.model.health.score(this.model.now())).isEqualTo(0.5);
	}

	@Test
	void windowOfAnotherLengthForgetsProbesToo() {
		this.model.probeInVain();
		this.model.health.rules(HealthRules.DEFAULT
			.withFailure(new FailureRules(Duration.ofMinutes(1), 5, 0.3, 5, Duration.ZERO, 0.8)));
		assertThat(this.model.health.score(this.model.now())).isEqualTo(0.5);
	}

	@Test
	void probesCountAsNoCalls() {
		for (int i = 0; i < 20; i++) {
			this.model.probeInVain();
			this.model.probe();
		}
		ModelStatus status = this.model.status();
		assertThat(status.callsInWindow()).isZero();
		assertThat(status.consecutiveFailures()).isZero();
		assertThat(status.successRate()).isEqualTo(1);
		assertThat(status.requestsUsed()).isZero();
		assertThat(status.lastRequest()).isNull();
		assertThat(status.lastFailure()).isNull();
		assertThat(status.recentLatencies()).isEmpty();
		assertThat(this.model.health.statistics().running()).isZero();
		assertThat(status.lastProbe()).isEqualTo(VirtualTicker.BEGINNING);
	}

	@Test
	void failedProbesNeverAddUpWithFailedCalls() {
		this.model.fail(4);
		for (int i = 0; i < 20; i++) {
			this.model.probeInVain();
			this.model.probe();
		}
		assertThat(this.model.state()).isEqualTo(ModelState.ACTIVE);
	}

	private static double scoreOf(WatchedModel model) {
		return 0.4 * model.status().successRate();
	}

}
