package dev.understudy.health;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import dev.understudy.ModelState;
import dev.understudy.Standby;
import dev.understudy.StandbyReason;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Reasons against a model: each with its own end.
 */
class StandbyTests {

	private final WatchedModel model = new WatchedModel();

	@Test
	void modelMayBeUsedWhenNoReasonIsLive() {
		standDown(StandbyReason.RATE_LIMITED, 10);
		standDown(StandbyReason.QUOTA_EXHAUSTED, 20);
		assertThat(this.model.reasons()).containsExactlyInAnyOrder(StandbyReason.RATE_LIMITED,
				StandbyReason.QUOTA_EXHAUSTED);
		this.model.pass(10);
		assertThat(this.model.reasons()).containsExactly(StandbyReason.QUOTA_EXHAUSTED);
		assertThat(this.model.usable()).isFalse();
		assertThat(this.model.tryLease()).isNull();
		this.model.pass(10);
		assertThat(this.model.usable()).isTrue();
		assertThat(this.model.tryLease()).isNotNull();
	}

	@Test
	void attemptThatIsReservedIsLeasedThoughALimitWasReachedSinceAndForNoOtherReason() {
		standDown(StandbyReason.REQUEST_LIMIT, 10);
		assertThat(this.model.tryLease()).isNull();
		assertThat(leaseReserved()).isNotNull();
		standDown(StandbyReason.RATE_LIMITED, 5);
		assertThat(leaseReserved()).isNull();
		this.model.pass(5);
		assertThat(leaseReserved()).isNotNull();
		standDown(StandbyReason.MANUAL, 20);
		this.model.pass(10);
		assertThat(leaseReserved()).isNull();
	}

	@Test
	void attemptThatIsReservedIsLeasedAnywayUnlessSomebodyWantsTheModelOut() {
		standDown(StandbyReason.REQUEST_LIMIT, 10);
		standDown(StandbyReason.RATE_LIMITED, 10);
		assertThat(leaseAnyway(false)).isNull();
		assertThat(leaseAnyway(true)).isNotNull();
		standDown(StandbyReason.MANUAL, 5);
		assertThat(leaseAnyway(true)).isNull();
		this.model.pass(5);
		assertThat(leaseAnyway(true)).isNotNull();
		standDown(StandbyReason.MAINTENANCE_WINDOW, 20);
		assertThat(leaseAnyway(true)).isNull();
		this.model.pass(20);
		assertThat(leaseAnyway(true)).isNotNull();
	}

	@Test
	void endsAreSeenWithoutTraffic() {
		standDown(StandbyReason.RATE_LIMITED, 10);
		this.model.pass(9);
		assertThat(this.model.status().state()).isEqualTo(ModelState.STANDBY);
		assertThat(this.model.cooldown()).isEqualTo(Duration.ofSeconds(1));
		this.model.pass(1);
		assertThat(this.model.status().state()).isEqualTo(ModelState.ACTIVE);
		assertThat(this.model.status().standbys()).isEmpty();
		assertThat(this.model.status().healthy()).isTrue();
		assertThat(this.model.cooldown()).isZero();
	}

	@Test
	void recoveryIsReportedOnceByTheNextLease() {
		standDown(StandbyReason.RATE_LIMITED, 10);
		this.model.pass(10);
		assertThat(this.model.usable()).isTrue();
		assertThat(this.model.reports).containsExactly("gpt down RATE_LIMITED");
		this.model.lease();
		this.model.lease();
		assertThat(this.model.reports).containsExactly("gpt down RATE_LIMITED", "gpt recovered");
	}

	@Test
	void recoveryThatNobodySawIsReportedBeforeTheNextStandDown() {
		standDown(StandbyReason.RATE_LIMITED, 10);
		this.model.pass(10);
		standDown(StandbyReason.RATE_LIMITED, 10);
		assertThat(this.model.reports).containsExactly("gpt down RATE_LIMITED", "gpt recovered",
				"gpt down RATE_LIMITED");
	}

	@Test
	void runningStandbyIsNeverShortened() {
		standDown(StandbyReason.QUOTA_EXHAUSTED, 100);
		standDown(StandbyReason.QUOTA_EXHAUSTED, 10);
		assertThat(this.model.cooldown()).isEqualTo(Duration.ofSeconds(100));
	}

	@Test
	void laterEndWinsAndIsNoNewStandDown() {
		standDown(StandbyReason.QUOTA_EXHAUSTED, 10);
		Standby before = standby();
		this.model.pass(5);
		this.model.health.standDown(StandbyReason.QUOTA_EXHAUSTED, Duration.ofSeconds(100), "longer");
		assertThat(standby().since()).isEqualTo(before.since());
		assertThat(standby().until()).isEqualTo(VirtualTicker.BEGINNING.plusSeconds(105));
		assertThat(standby().note()).isEqualTo("longer");
		assertThat(this.model.reports).containsExactly("gpt down QUOTA_EXHAUSTED");
	}

	@Test
	void extendingOneReasonLeavesTheOthersAlone() {
		standDown(StandbyReason.QUOTA_EXHAUSTED, 10);
		standDown(StandbyReason.MANUAL, 20);
		standDown(StandbyReason.QUOTA_EXHAUSTED, 15);
		this.model.pass(15);
		assertThat(this.model.reasons()).containsExactly(StandbyReason.MANUAL);
	}

	@Test
	void endlessStandbyLastsUntilItIsLifted() {
		this.model.health.standDown(StandbyReason.MANUAL, null, "Broken");
		standDown(StandbyReason.MANUAL, 1);
		this.model.pass(Duration.ofDays(30_000));
		assertThat(this.model.state()).isEqualTo(ModelState.STANDBY);
		assertThat(this.model.cooldown()).isNull();
		assertThat(standby()).satisfies((standby) -> {
			assertThat(standby.until()).isNull();
			assertThat(standby.note()).isEqualTo("Broken");
			assertThat(standby.since()).isEqualTo(VirtualTicker.BEGINNING);
		});
		this.model.health.lift(Set.of(StandbyReason.MANUAL));
		assertThat(this.model.state()).isEqualTo(ModelState.ACTIVE);
	}

	@Test
	void newerNoteOfAPersonReplacesTheOlderOneAndTheLaterEndStays() {
		this.model.health.standDown(StandbyReason.MANUAL, Duration.ofSeconds(100), "first");
		this.model.health.standDown(StandbyReason.MANUAL, Duration.ofSeconds(10), "second");
		assertThat(standby().note()).isEqualTo("second");
		assertThat(this.model.cooldown()).isEqualTo(Duration.ofSeconds(100));
		this.model.health.standDown(StandbyReason.MANUAL, Duration.ofSeconds(200), null);
		assertThat(standby().note()).isEqualTo("second");
		assertThat(this.model.cooldown()).isEqualTo(Duration.ofSeconds(200));
		assertThat(this.model.reports).containsExactly("gpt down MANUAL");
	}

	@Test
	void noteOfAnyOtherReasonBelongsToItsEnd() {
		this.model.health.standDown(StandbyReason.UNAVAILABLE, Duration.ofSeconds(100), "long");
		this.model.health.standDown(StandbyReason.UNAVAILABLE, Duration.ofSeconds(10), "short");
		assertThat(standby().note()).isEqualTo("long");
	}

	@Test
	void standbyLongerThanTimeIsEndless() {
		this.model.pass(1);
		this.model.health.standDown(StandbyReason.QUOTA_EXHAUSTED, Duration.ofNanos(Long.MAX_VALUE), null);
		assertThat(this.model.cooldown()).isNull();
	}

	@Test
	void standbyThatWouldBeOverAtOnceIsNone() {
		this.model.health.standDown(StandbyReason.MANUAL, Duration.ZERO, null);
		this.model.health.standDown(StandbyReason.MANUAL, Duration.ofSeconds(-1), null);
		assertThat(this.model.state()).isEqualTo(ModelState.ACTIVE);
		assertThat(this.model.reports).isEmpty();
	}

	@Test
	void manualOffAndOnInsideQuotaStandbyLeavesTheQuotaStanding() {
		standDown(StandbyReason.QUOTA_EXHAUSTED, 3600);
		this.model.health.standDown(StandbyReason.MANUAL, null, "off");
		this.model.health.lift(Set.of(StandbyReason.MANUAL));
		assertThat(this.model.reasons()).containsExactly(StandbyReason.QUOTA_EXHAUSTED);
		assertThat(this.model.cooldown()).isEqualTo(Duration.ofHours(1));
	}

	@Test
	void enableLiftsAllButLimitsAndMaintenance() {
		for (StandbyReason reason : StandbyReason.values()) {
			standDown(reason, 100);
		}
		this.model.health.enable(liftedByEnable());
		assertThat(this.model.reasons()).containsExactlyInAnyOrder(StandbyReason.REQUEST_LIMIT,
				StandbyReason.TOKEN_LIMIT, StandbyReason.BUDGET_EXCEEDED, StandbyReason.MAINTENANCE_WINDOW);
		this.model.pass(100);
		assertThat(this.model.state()).as("not in trial").isEqualTo(ModelState.ACTIVE);
	}

	@Test
	void enableTakesTheModelOutOfTrialAndReportsIt() {
		this.model.fallAndWait();
		this.model.health.enable(liftedByEnable());
		assertThat(this.model.state()).isEqualTo(ModelState.ACTIVE);
		assertThat(this.model.reports).containsExactly("gpt down ERROR_THRESHOLD", "gpt recovered");
		this.model.fall();
		assertThat(this.model.cooldown()).isEqualTo(Duration.ofSeconds(60));
	}

	@Test
	void enablingAnActiveModelChangesNothingButWhatOthersAreTold() {
		HealthSnapshot before = this.model.health.snapshot();
		this.model.health.enable(liftedByEnable());
		this.model.health.lift(liftedByEnable());
		assertThat(this.model.health.snapshot().epoch).isEqualTo(before.epoch);
		assertThat(this.model.health.notices("gpt")).isNotEmpty().allMatch((notice) -> notice.standby() == null);
		assertThat(this.model.reports).isEmpty();
	}

	@Test
	void liftingTheReasonOfAFailingModelBeginsItsTrial() {
		this.model.fall();
		this.model.health.lift(Set.of(StandbyReason.ERROR_THRESHOLD));
		assertThat(this.model.state()).isEqualTo(ModelState.TRIAL);
	}

	@Test
	void failedProbeStandsTheModelDownForTheFirstCooldown() {
		this.model.probeInVain();
		assertThat(this.model.reasons()).containsExactly(StandbyReason.PROBE_FAILED);
		assertThat(this.model.cooldown()).isEqualTo(Duration.ofSeconds(60));
		assertThat(this.model.status().lastProbe()).isEqualTo(VirtualTicker.BEGINNING);
	}

	@Test
	void goodProbeLiftsOnlyWhatAFailedOneFound() {
		this.model.probeInVain();
		standDown(StandbyReason.RATE_LIMITED, 30);
		this.model.pass(1);
		this.model.probe();
		assertThat(this.model.reasons()).containsExactly(StandbyReason.RATE_LIMITED);
		assertThat(this.model.status().lastProbe()).isEqualTo(VirtualTicker.BEGINNING.plusSeconds(1));
	}

	@Test
	void standbysAreShownInTheOrderInWhichTheyCame() {
		standDown(StandbyReason.MANUAL, 10);
		standDown(StandbyReason.RATE_LIMITED, 20);
		standDown(StandbyReason.AUTH_FAILED, 5);
		assertThat(this.model.status().standbys()).extracting(Standby::reason)
			.isEqualTo(List.of(StandbyReason.MANUAL, StandbyReason.RATE_LIMITED, StandbyReason.AUTH_FAILED));
		assertThat(this.model.health.snapshot().usableFrom()).isEqualTo(Duration.ofSeconds(20).toNanos());
	}

	private void standDown(StandbyReason reason, int seconds) {
		this.model.health.standDown(reason, Duration.ofSeconds(seconds), null);
	}

	private Standby standby() {
		return this.model.status().standbys().get(0);
	}

	private @Nullable Lease leaseReserved() {
		return this.model.health.leaseReserved(this.model.ticker.nanos(), WatchedModel.PATIENCE.toNanos());
	}

	private @Nullable Lease leaseAnyway(boolean reserved) {
		return this.model.health.leaseAnyway(this.model.ticker.nanos(), WatchedModel.PATIENCE.toNanos(), reserved);
	}

	private static Set<StandbyReason> liftedByEnable() {
		Set<StandbyReason> lifted = EnumSet.complementOf(EnumSet.copyOf(StandbyReason.LIMITS));
		lifted.remove(StandbyReason.MAINTENANCE_WINDOW);
		return lifted;
	}

}
