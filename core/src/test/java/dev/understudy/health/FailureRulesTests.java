package dev.understudy.health;

import java.time.Duration;

import dev.understudy.ModelState;
import dev.understudy.StandbyReason;
import dev.understudy.failure.FailureKind;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * When a model counts as failing.
 */
class FailureRulesTests {

	private static final Duration OFF = Duration.ZERO;

	private static final int NEVER = Integer.MAX_VALUE;

	@Test
	void noDataMeansHealthy() {
		WatchedModel model = new WatchedModel();
		assertThat(model.state()).isEqualTo(ModelState.ACTIVE);
		assertThat(model.usable()).isTrue();
		assertThat(model.status().successRate()).isEqualTo(1);
		assertThat(model.status().errorRate()).isZero();
		assertThat(model.status().healthy()).isTrue();
	}

	@Test
	void oneFailedFirstCallIsNotHundredPercentFailing() {
		WatchedModel model = new WatchedModel();
		model.fail(1);
		assertThat(model.state()).isEqualTo(ModelState.ACTIVE);
	}

	@Test
	void failuresInARowStandTheModelDown() {
		WatchedModel model = new WatchedModel();
		model.fail(4);
		assertThat(model.state()).isEqualTo(ModelState.ACTIVE);
		model.fail(1);
		assertThat(model.reasons()).containsExactly(StandbyReason.ERROR_THRESHOLD);
		assertThat(model.cooldown()).isEqualTo(Duration.ofSeconds(60));
	}

	@Test
	void successBreaksTheRow() {
		WatchedModel model = watched(5, 0, 5, OFF);
		model.fail(4);
		model.succeed(1);
		assertThat(model.status().consecutiveFailures()).isZero();
		model.fail(4);
		assertThat(model.state()).isEqualTo(ModelState.ACTIVE);
		model.fail(1);
		assertThat(model.state()).isEqualTo(ModelState.STANDBY);
	}

	@Test
	void lowSuccessRateStandsTheModelDownFromMinimumCallsOn() {
		WatchedModel model = watched(5, 0.3, NEVER, OFF);
		model.succeed(1);
		model.fail(3);
		assertThat(model.state()).isEqualTo(ModelState.ACTIVE);
		model.fail(1);
		assertThat(model.reasons()).containsExactly(StandbyReason.LOW_SUCCESS_RATE);
	}

	@Test
	void successRateAtTheLimitIsEnough() {
		WatchedModel model = watched(5, 0.25, NEVER, OFF);
		model.succeed(2);
		model.fail(6);
		assertThat(model.state()).isEqualTo(ModelState.ACTIVE);
		model.fail(1);
		assertThat(model.state()).isEqualTo(ModelState.STANDBY);
	}

	@Test
	void quickSuccessLooksAtNoRule() {
		WatchedModel model = watched(5, 1, NEVER, OFF);
		model.fail(4);
		model.succeed(1);
		assertThat(model.state()).isEqualTo(ModelState.ACTIVE);
		model.fail(1);
		assertThat(model.reasons()).containsExactly(StandbyReason.LOW_SUCCESS_RATE);
	}

	@Test
	void slowCallsStandTheModelDownThoughTheySucceed() {
		WatchedModel model = watched(5, 0.3, 5, Duration.ofSeconds(2));
		for (int i = 0; i < 4; i++) {
			model.succeedAfter(Duration.ofSeconds(3));
		}
		assertThat(model.state()).isEqualTo(ModelState.ACTIVE);
		model.succeedAfter(Duration.ofSeconds(2));
		assertThat(model.state()).as("a call of just that length is not slow").isEqualTo(ModelState.ACTIVE);
		model.succeedAfter(Duration.ofSeconds(3));
		assertThat(model.reasons()).containsExactly(StandbyReason.SLOW);
	}

	@Test
	void slowFailureCountsAsSlow() {
		WatchedModel model = watched(2, 0, NEVER, Duration.ofSeconds(2));
		for (int i = 0; i < 2; i++) {
			Lease lease = model.lease();
			model.pass(3);
			model.fail(lease, FailureKind.TIMEOUT, null);
		}
		assertThat(model.reasons()).containsExactly(StandbyReason.SLOW);
	}

	@Test
	void quickFailureLooksAtNoSlowCallRule() {
		WatchedModel model = watched(3, 0, NEVER, Duration.ofSeconds(2));
		model.succeedAfter(Duration.ofSeconds(3));
		model.succeedAfter(Duration.ofSeconds(3));
		model.fail(1);
		assertThat(model.state()).isEqualTo(ModelState.ACTIVE);
	}

	@Test
	void slowCallsAmongEnoughQuickOnesAreBorne() {
		WatchedModel model = watched(5, 0, NEVER, Duration.ofSeconds(2));
		model.succeed(2);
		for (int i = 0; i < 7; i++) {
			model.succeedAfter(Duration.ofSeconds(3));
		}
		assertThat(model.state()).isEqualTo(ModelState.ACTIVE);
		model.succeedAfter(Duration.ofSeconds(3));
		assertThat(model.reasons()).containsExactly(StandbyReason.SLOW);
	}

	@Test
	void withoutLimitNoCallIsSlow() {
		WatchedModel model = watched(1, 0, NEVER, OFF);
		model.succeedAfter(Duration.ofDays(1));
		assertThat(model.state()).isEqualTo(ModelState.ACTIVE);
	}

	@Test
	void callsBeyondTheWindowAreForgotten() {
		WatchedModel model = watched(5, 0.3, NEVER, OFF);
		model.fail(4);
		model.pass(601);
		model.fail(4);
		assertThat(model.state()).isEqualTo(ModelState.ACTIVE);
		assertThat(model.status().callsInWindow()).isEqualTo(4);
	}

	@Test
	void rulesLookOnlyAtCallsSinceTheModelLastBecameActive() {
		WatchedModel model = watched(5, 0.3, 5, OFF);
		model.fallAndWait();
		model.succeed(2);
		assertThat(model.state()).isEqualTo(ModelState.ACTIVE);
		model.fail(4);
		assertThat(model.state()).isEqualTo(ModelState.ACTIVE);
		model.fail(1);
		assertThat(model.state()).isEqualTo(ModelState.STANDBY);
	}

	@Test
	void publishedStatisticsRunOnOverEveryChange() {
		WatchedModel model = new WatchedModel();
		model.fallAndWait();
		assertThat(model.status().consecutiveFailures()).isEqualTo(5);
		model.succeed(2);
		assertThat(model.status().callsInWindow()).isEqualTo(7);
		assertThat(model.status().successRate()).isEqualTo(2 / 7.0);
		assertThat(model.status().errorRate()).isEqualTo(1 - 2 / 7.0);
	}

	@Test
	void whatSaysNothingAboutTheModelChangesNothing() {
		WatchedModel model = new WatchedModel();
		for (int i = 0; i < 20; i++) {
			model.fail(FailureKind.BAD_REQUEST, null);
			model.fail(FailureKind.CONTENT_FILTER, null);
		}
		assertThat(model.state()).isEqualTo(ModelState.ACTIVE);
		assertThat(model.status().callsInWindow()).isZero();
		assertThat(model.status().consecutiveFailures()).isZero();
	}

	@Test
	void cancellingTwentyTimesChangesNothing() {
		WatchedModel model = new WatchedModel();
		HealthSnapshot before = model.health.snapshot();
		for (int i = 0; i < 20; i++) {
			assertThat(model.lease().ignored()).isTrue();
		}
		assertThat(model.health.snapshot()).isSameAs(before);
		assertThat(model.status().callsInWindow()).isZero();
		assertThat(model.status().lastFailure()).isNull();
		assertThat(model.health.statistics().running()).isZero();
		assertThat(model.health.statistics().requests()).isEqualTo(20);
	}

	@Test
	void newRulesAreInForceAtOnceAndForgetNothing() {
		WatchedModel model = new WatchedModel();
		model.fail(3);
		model.health
			.rules(HealthRules.DEFAULT.withFailure(new FailureRules(FailureRules.DEFAULT.window(), 5, 0.3, 4, OFF, 1)));
		assertThat(model.status().callsInWindow()).isEqualTo(3);
		model.fail(1);
		assertThat(model.reasons()).containsExactly(StandbyReason.ERROR_THRESHOLD);
	}

	@Test
	void windowOfAnotherLengthBeginsAnew() {
		WatchedModel model = new WatchedModel();
		model.fail(3);
		model.health
			.rules(HealthRules.DEFAULT.withFailure(new FailureRules(Duration.ofSeconds(10), 5, 0.3, 5, OFF, 1)));
		assertThat(model.status().callsInWindow()).isZero();
		model.succeed(2);
		assertThat(model.status().callsInWindow()).isEqualTo(2);
		model.pass(10);
		assertThat(model.status().callsInWindow()).isZero();
	}

	private static WatchedModel watched(int minimumCalls, double skipBelow, int inARow, Duration slowerThan) {
		return new WatchedModel(HealthRules.DEFAULT
			.withFailure(new FailureRules(Duration.ofMinutes(10), minimumCalls, skipBelow, inARow, slowerThan, 0.8)));
	}

}
