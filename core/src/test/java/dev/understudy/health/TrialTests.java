package dev.understudy.health;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

import dev.understudy.ModelState;
import dev.understudy.StandbyReason;
import dev.understudy.failure.FailureKind;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How a failing model proves itself.
 */
class TrialTests {

	private final WatchedModel model = new WatchedModel();

	@Test
	void failingModelIsInTrialWhenItsCooldownEnds() {
		this.model.fall();
		this.model.pass(Duration.ofSeconds(60).minusNanos(1));
		assertThat(this.model.state()).isEqualTo(ModelState.STANDBY);
		assertThat(this.model.tryLease()).isNull();
		this.model.pass(Duration.ofNanos(1));
		assertThat(this.model.state()).isEqualTo(ModelState.TRIAL);
		assertThat(this.model.usable()).isTrue();
		assertThat(this.model.status().healthy()).isFalse();
		assertThat(this.model.health.snapshot().trialReason()).isEqualTo(StandbyReason.ERROR_THRESHOLD);
	}

	@Test
	void letsAsManyThroughAtOnceAsTheRulesSay() {
		this.model.fallAndWait();
		this.model.lease();
		this.model.lease();
		assertThat(this.model.usable()).isTrue();
		this.model.lease();
		assertThat(this.model.usable()).isFalse();
		assertThat(this.model.tryLease()).isNull();
	}

	@Test
	void hundredCallersAtTheEndOfAStandbyGetThreeLeases() {
		this.model.fallAndWait();
		List<Boolean> admitted = InParallel.call(100, () -> this.model.tryLease() != null);
		assertThat(admitted).filteredOn((lease) -> lease).hasSize(3);
	}

	@Test
	void enoughSuccessesMakeItActive() {
		this.model.fallAndWait();
		this.model.succeed(1);
		assertThat(this.model.state()).isEqualTo(ModelState.TRIAL);
		this.model.succeed(1);
		assertThat(this.model.state()).isEqualTo(ModelState.ACTIVE);
		assertThat(this.model.health.snapshot().trialReason()).isNull();
		assertThat(this.model.reports).containsExactly("gpt down ERROR_THRESHOLD", "gpt recovered");
	}

	@Test
	void oneFailureStandsItDownForTheDoubledCooldownUpToTheLongest() {
		this.model.fall();
		for (int seconds : new int[] { 60, 120, 240, 480, 600, 600 }) {
			assertThat(this.model.cooldown()).isEqualTo(Duration.ofSeconds(seconds));
			this.model.pass(seconds);
			this.model.fail(1);
			assertThat(this.model.reasons()).containsExactly(StandbyReason.ERROR_THRESHOLD);
		}
	}

	@Test
	void failedTrialForgetsEarlierSuccesses() {
		this.model.fallAndWait();
		this.model.succeed(1);
		this.model.fail(1);
		this.model.pass(120);
		this.model.succeed(1);
		assertThat(this.model.state()).isEqualTo(ModelState.TRIAL);
	}

	@Test
	void becomingActiveResetsTheCooldown() {
		this.model.fallAndWait();
		this.model.fail(1);
		this.model.pass(120);
		this.model.succeed(2);
		this.model.fall();
		assertThat(this.model.cooldown()).isEqualTo(Duration.ofSeconds(60));
	}

	@Test
	void ignoredTrialGivesItsPlaceBack() {
		this.model.fallAndWait();
		this.model.lease();
		this.model.lease();
		Lease cancelled = this.model.lease();
		cancelled.ignored();
		assertThat(this.model.usable()).isTrue();
		this.model.lease();
		assertThat(this.model.usable()).isFalse();
	}

	@Test
	void cancelledTrialsChangeNothing() {
		this.model.fallAndWait();
		for (int i = 0; i < 20; i++) {
			this.model.lease().ignored();
		}
		assertThat(this.model.state()).isEqualTo(ModelState.TRIAL);
	}

	@Test
	void badRequestGivesItsPlaceBack() {
		this.model.fallAndWait();
		this.model.lease();
		this.model.lease();
		this.model.fail(FailureKind.BAD_REQUEST, null);
		assertThat(this.model.state()).isEqualTo(ModelState.TRIAL);
		assertThat(this.model.usable()).isTrue();
	}

	@Test
	void trialThatNeverEndsLosesItsPlaceAfterItsPatience() {
		this.model.fallAndWait();
		List<Lease> hanging = List.of(this.model.lease(), this.model.lease(), this.model.lease());
		this.model.pass(WatchedModel.PATIENCE);
		assertThat(this.model.usable()).isFalse();
		this.model.pass(Duration.ofNanos(1));
		assertThat(this.model.usable()).isTrue();
		this.model.lease();
		this.model.lease();
		this.model.lease();
		assertThat(this.model.tryLease()).isNull();
		HealthSnapshot before = this.model.health.snapshot();
		this.model.succeed(hanging.get(0));
		this.model.succeed(hanging.get(1));
		this.model.fail(hanging.get(2), FailureKind.AUTH_ERROR, null);
		assertThat(this.model.health.snapshot()).isSameAs(before);
	}

	@Test
	void lostPlacesAreNotKept() {
		this.model.fallAndWait();
		for (int i = 0; i < 20; i++) {
			this.model.lease();
			this.model.pass(31);
		}
		assertThat(Objects.requireNonNull(this.model.health.snapshot().trial).places()).hasSize(1);
	}

	@Test
	void lateFailureOfLostTrialChangesNothing() {
		this.model.fallAndWait();
		Lease hanging = this.model.lease();
		this.model.pass(31);
		HealthSnapshot before = this.model.health.snapshot();
		this.model.fail(hanging);
		assertThat(this.model.health.snapshot()).isSameAs(before);
		assertThat(this.model.status().consecutiveFailures()).isEqualTo(6);
	}

	@Test
	void trialWithEndlessPatienceKeepsItsPlace() {
		this.model.fallAndWait();
		for (int i = 0; i < 3; i++) {
			Objects.requireNonNull(this.model.health.lease(this.model.now(), Long.MAX_VALUE));
		}
		this.model.pass(Duration.ofDays(1000));
		assertThat(this.model.usable()).isFalse();
	}

	@Test
	void resultOfAnotherTrialThatFailedIsLate() {
		this.model.fallAndWait();
		Lease first = this.model.lease();
		Lease second = this.model.lease();
		this.model.fail(first);
		this.model.fail(second);
		assertThat(this.model.cooldown()).isEqualTo(Duration.ofSeconds(120));
	}

	@Test
	void slowSuccessInTrialIsSuccess() {
		this.model.fallAndWait();
		this.model.succeedAfter(Duration.ofSeconds(29));
		this.model.succeedAfter(Duration.ofSeconds(29));
		assertThat(this.model.state()).isEqualTo(ModelState.ACTIVE);
	}

	@Test
	void fewerPlacesByNewRulesBindAtOnce() {
		this.model.fallAndWait();
		this.model.lease();
		this.model.health.rules(HealthRules.DEFAULT.withTrial(new TrialRules(1, 1)));
		assertThat(this.model.tryLease()).isNull();
	}

}
