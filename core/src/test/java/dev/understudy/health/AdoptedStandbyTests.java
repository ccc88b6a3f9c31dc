package dev.understudy.health;

import java.time.Duration;
import java.util.Set;

import dev.understudy.ModelState;
import dev.understudy.Standby;
import dev.understudy.StandbyReason;
import org.junit.jupiter.api.Test;

import static dev.understudy.health.Said.at;
import static dev.understudy.health.Said.lifted;
import static dev.understudy.health.Said.stands;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * What others said, in the health of a model here.
 */
class AdoptedStandbyTests {

	private final WatchedModel model = new WatchedModel();

	private final ApartTicker apart = new ApartTicker(this.model.ticker, Duration.ZERO);

	private final ModelHealth health = new ModelHealth("gpt", HealthRules.DEFAULT, this.apart, this.model);

	@Test
	void standbyEndsWhenTheWallShowsItsEndAndIsReportedOnce() {
		this.model.pass(10);
		this.health.adopt(stands(StandbyReason.RATE_LIMITED, 0, 40));
		this.health.adopt(stands(StandbyReason.RATE_LIMITED, 0, 40));
		this.model.pass(29);
		assertThat(usable()).isFalse();
		this.model.pass(1);
		assertThat(usable()).isTrue();
		assertThat(this.model.reports).containsExactly("gpt down RATE_LIMITED");
	}

	@Test
	void standbyThatIsOverIsNoneAndOneWithoutAnEndStays() {
		this.model.pass(40);
		this.health.adopt(stands(StandbyReason.RATE_LIMITED, 0, 40));
		this.health.adopt(stands(StandbyReason.RATE_LIMITED, 0, 0));
		assertThat(usable()).isTrue();
		this.health.adopt(stands(StandbyReason.MANUAL, 0, null));
		this.model.pass(Duration.ofDays(1000));
		assertThat(usable()).isFalse();
	}

	@Test
	void standbyOfHundredsOfYearsIsWithoutAnEnd() {
		this.health.adopt(StandbyNotice.stands("gpt", 1,
				new Standby(StandbyReason.MANUAL, at(0), at(0).plus(Duration.ofDays(300 * 366)), null)));
		assertThat(this.health.usableFrom()).isEqualTo(Hold.ENDLESS);
	}

	@Test
	void wallClockThatWasSetBackMakesNoStandbyLongerThanItsWholeLength() {
		this.apart.set(Duration.ofDays(-30));
		this.health.adopt(stands(StandbyReason.QUOTA_EXHAUSTED, 0, 60));
		this.model.pass(59);
		assertThat(usable()).isFalse();
		this.model.pass(1);
		assertThat(usable()).isTrue();
	}

	@Test
	void wallClockThatIsSetWhileAStandbyRunsNeitherShortensNorProlongsIt() {
		this.health.standDown(StandbyReason.UNAVAILABLE, Duration.ofSeconds(60), null);
		this.health.adopt(stands(StandbyReason.RATE_LIMITED, 0, 50));
		this.apart.set(Duration.ofDays(30));
		this.model.pass(49);
		assertThat(this.health.snapshot().standbys(this.model.now())).hasSize(2);
		this.apart.set(Duration.ofDays(-30));
		this.model.pass(1);
		assertThat(this.health.snapshot().standbys(this.model.now())).hasSize(1);
		this.model.pass(10);
		assertThat(usable()).isTrue();
	}

	@Test
	void standbyThatIsProlongedAfterTheWallClockWasSetBackStandsWithAnOrderlyBeginning() {
		this.health.standDown(StandbyReason.UNAVAILABLE, Duration.ofSeconds(60), null);
		this.apart.set(Duration.ofDays(-30));
		this.model.pass(1);
		this.health.standDown(StandbyReason.UNAVAILABLE, Duration.ofSeconds(60), null);
		this.model.pass(59);
		assertThat(usable()).isFalse();
		assertThat(this.health.snapshot().standbys(this.model.now())).singleElement()
			.satisfies((standby) -> assertThat(standby.since()).isBefore(standby.until()));
	}

	@Test
	void eachInstanceMakesItsOwnTrialAfterASharedFailure() {
		this.health.adopt(stands(StandbyReason.ERROR_THRESHOLD, 0, 60));
		this.model.pass(60);
		assertThat(this.health.snapshot().state(this.model.now())).isEqualTo(ModelState.TRIAL);
		assertThat(this.model.reports).containsExactly("gpt down ERROR_THRESHOLD");
	}

	@Test
	void sharedFailureThatIsOverLeavesNoTrial() {
		this.model.pass(60);
		this.health.adopt(stands(StandbyReason.ERROR_THRESHOLD, 0, 60));
		assertThat(this.health.snapshot().state(this.model.now())).isEqualTo(ModelState.ACTIVE);
	}

	@Test
	void liftEndsWhatWasSetBeforeItAndItsTrialAndIsReported() {
		this.health.adopt(stands(StandbyReason.SLOW, 0, 60));
		this.health.adopt(lifted(StandbyReason.SLOW, 1));
		assertThat(this.health.snapshot().state(this.model.now())).isEqualTo(ModelState.ACTIVE);
		assertThat(this.model.reports).containsExactly("gpt down SLOW", "gpt recovered");
		this.health.adopt(stands(StandbyReason.SLOW, 1, 60));
		assertThat(usable()).isTrue();
	}

	@Test
	void liftThatComesLateEndsNeitherALaterStandbyNorItsTrial() {
		this.health.adopt(stands(StandbyReason.SLOW, 5, 60));
		this.health.adopt(lifted(StandbyReason.SLOW, 4));
		this.model.pass(60);
		assertThat(this.health.snapshot().state(this.model.now())).isEqualTo(ModelState.TRIAL);
		this.health.adopt(lifted(StandbyReason.SLOW, 4));
		this.health.adopt(lifted(StandbyReason.ERROR_THRESHOLD, 99));
		assertThat(this.health.snapshot().state(this.model.now())).isEqualTo(ModelState.TRIAL);
		this.health.adopt(lifted(StandbyReason.SLOW, 60));
		assertThat(this.health.snapshot().state(this.model.now())).isEqualTo(ModelState.ACTIVE);
	}

	@Test
	void liftThatComesLateDoesNotEndTheTrialOfALaterStandbyThatIsOver() {
		this.health.adopt(stands(StandbyReason.SLOW, 5, 60));
		this.model.pass(60);
		this.health.adopt(lifted(StandbyReason.SLOW, 4));
		assertThat(this.health.snapshot().state(this.model.now())).isEqualTo(ModelState.TRIAL);
		this.health.adopt(lifted(StandbyReason.SLOW, 5));
		assertThat(this.health.snapshot().state(this.model.now())).isEqualTo(ModelState.ACTIVE);
	}

	@Test
	void trialFollowsTheLatestOfItsStandbys() {
		this.health.adopt(stands(StandbyReason.SLOW, 5, 60));
		this.health.adopt(stands(StandbyReason.ERROR_THRESHOLD, 30, 50));
		this.health.adopt(stands(StandbyReason.SLOW, 20, 40));
		this.model.pass(60);
		this.health.adopt(lifted(StandbyReason.SLOW, 19));
		assertThat(this.health.snapshot().state(this.model.now())).isEqualTo(ModelState.TRIAL);
		this.health.adopt(lifted(StandbyReason.SLOW, 20));
		assertThat(this.health.snapshot().state(this.model.now())).isEqualTo(ModelState.ACTIVE);
	}

	@Test
	void liftsAreSaidForADay() {
		this.health.lift(Set.of(StandbyReason.MANUAL));
		this.model.pass(Duration.ofDays(1));
		assertThat(this.health.notices("gpt")).containsExactly(lifted(StandbyReason.MANUAL, 0));
		this.model.pass(Duration.ofMillis(1));
		assertThat(this.health.notices("gpt")).isEmpty();
	}

	@Test
	void enablingEndsAFailedProbeThatIsHeardOfOnlyLater() {
		this.model.pass(10);
		this.health.enable(Set.of(StandbyReason.PROBE_FAILED));
		assertThat(this.health.notices("gpt")).containsExactly(lifted(StandbyReason.PROBE_FAILED, 10));
		this.health.adopt(stands(StandbyReason.PROBE_FAILED, 9, 60));
		assertThat(usable()).isTrue();
	}

	@Test
	void whatWasSetAfterALiftOutlivesItThoughItWasShorterThanWhatStood() {
		this.health.adopt(stands(StandbyReason.MANUAL, 0, 100));
		this.model.pass(3);
		this.health.standDown(StandbyReason.MANUAL, Duration.ofSeconds(20), "later");
		this.health.adopt(lifted(StandbyReason.MANUAL, 2));
		this.model.pass(19);
		assertThat(usable()).isFalse();
		this.model.pass(1);
		assertThat(usable()).isTrue();
	}

	@Test
	void clockThatIsBehindLiftsAllTheSameWhatItHasSeen() {
		this.health.adopt(stands(StandbyReason.MANUAL, 5, null));
		this.health.lift(Set.of(StandbyReason.MANUAL));
		assertThat(usable()).isTrue();
		assertThat(this.health.notices("gpt")).containsExactly(lifted(StandbyReason.MANUAL, 5));
		this.health.standDown(StandbyReason.MANUAL, null, null);
		assertThat(usable()).isFalse();
		assertThat(this.health.notices("gpt")).element(0)
			.satisfies((notice) -> assertThat(notice.version()).isGreaterThan(Said.version(5)));
	}

	@Test
	void releaseOfWhatIsNotThereIsSaidAllTheSameButAGoodProbeSaysNothing() {
		this.health.lift(Set.of(StandbyReason.MANUAL));
		this.model.checkup().answered(this.model.now());
		assertThat(this.health.notices("gpt")).containsExactly(lifted(StandbyReason.MANUAL, 0));
		assertThat(this.model.reports).isEmpty();
	}

	@Test
	void limitsAndMaintenanceAreNotSaid() {
		this.health.standDown(StandbyReason.REQUEST_LIMIT, null, null);
		this.health.standDown(StandbyReason.MAINTENANCE_WINDOW, null, null);
		this.health.lift(Set.of(StandbyReason.REQUEST_LIMIT));
		assertThat(this.health.notices("gpt")).isEmpty();
		assertThat(usable()).isFalse();
	}

	@Test
	void standbysThatAreOverAreNotSaid() {
		this.health.standDown(StandbyReason.UNAVAILABLE, Duration.ofSeconds(30), null);
		assertThat(this.health.notices("gpt")).containsExactly(stands(StandbyReason.UNAVAILABLE, 0, 30));
		this.model.pass(30);
		assertThat(this.health.notices("gpt")).isEmpty();
	}

	@Test
	void remembersOnlySoManyShorterStandbysBehindALongerOne() {
		for (int i = 0; i < 100; i++) {
			this.health.adopt(stands(StandbyReason.RATE_LIMITED, i, 1000 - i));
		}
		assertThat(this.health.notices("gpt")).hasSize(NoticeBoard.MOST)
			.contains(stands(StandbyReason.RATE_LIMITED, 0, 1000), stands(StandbyReason.RATE_LIMITED, 99, 901));
	}

	private boolean usable() {
		return this.health.usable(this.model.now());
	}

}
