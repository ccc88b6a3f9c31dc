package dev.understudy.health;

import java.time.Duration;

import dev.understudy.ModelState;
import dev.understudy.StandbyReason;
import dev.understudy.failure.FailureKind;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A trial, and the standbys that come upon it for other reasons.
 */
class TrialAmongStandbysTests {

	private final WatchedModel model = new WatchedModel();

	@Test
	void rateLimitInTrialGivesItsPlaceBackAndTheTrialGoesOnAfterIt() {
		this.model.fallAndWait();
		this.model.succeed(1);
		this.model.lease();
		this.model.lease();
		this.model.fail(FailureKind.RATE_LIMIT, Duration.ofSeconds(5));
		assertThat(this.model.reasons()).containsExactly(StandbyReason.RATE_LIMITED);
		assertThat(this.model.usable()).isFalse();
		this.model.pass(5);
		assertThat(this.model.state()).isEqualTo(ModelState.TRIAL);
		this.model.succeed(1);
		assertThat(this.model.state()).isEqualTo(ModelState.ACTIVE);
	}

	@Test
	void unavailableInTrialIsBothFailedTrialAndStandby() {
		this.model.fallAndWait();
		this.model.fail(FailureKind.UNAVAILABLE, Duration.ofSeconds(300));
		assertThat(this.model.reasons()).containsExactlyInAnyOrder(StandbyReason.ERROR_THRESHOLD,
				StandbyReason.UNAVAILABLE);
		assertThat(this.model.cooldown()).isEqualTo(Duration.ofSeconds(300));
	}

	@Test
	void trialThatSucceedsDuringStandbyProvesTheModel() {
		this.model.fallAndWait();
		Lease first = this.model.lease();
		Lease second = this.model.lease();
		this.model.health.standDown(StandbyReason.MANUAL, Duration.ofSeconds(10), "look");
		this.model.succeed(first);
		this.model.succeed(second);
		assertThat(this.model.state()).isEqualTo(ModelState.STANDBY);
		assertThat(this.model.reports).doesNotContain("gpt recovered");
		this.model.pass(10);
		assertThat(this.model.state()).isEqualTo(ModelState.ACTIVE);
	}

	@Test
	void trialWaitsForEveryOtherReason() {
		this.model.fall();
		this.model.health.standDown(StandbyReason.MANUAL, Duration.ofHours(1), null);
		this.model.pass(60);
		assertThat(this.model.state()).isEqualTo(ModelState.STANDBY);
		this.model.pass(3600);
		assertThat(this.model.state()).isEqualTo(ModelState.TRIAL);
	}

	@Test
	void failingReasonFoundElsewhereLeadsToTrialToo() {
		this.model.health.standDown(StandbyReason.SLOW, Duration.ofSeconds(7), null);
		this.model.pass(7);
		assertThat(this.model.state()).isEqualTo(ModelState.TRIAL);
		this.model.fail(1);
		assertThat(this.model.reasons()).containsExactly(StandbyReason.SLOW);
		assertThat(this.model.cooldown()).isEqualTo(Duration.ofSeconds(120));
	}

	@Test
	void failingReasonFoundElsewhereLeavesRunningTrialAsItIs() {
		this.model.fallAndWait();
		this.model.succeed(1);
		this.model.health.standDown(StandbyReason.SLOW, Duration.ofSeconds(7), null);
		this.model.pass(7);
		this.model.succeed(1);
		assertThat(this.model.state()).isEqualTo(ModelState.ACTIVE);
	}

}
