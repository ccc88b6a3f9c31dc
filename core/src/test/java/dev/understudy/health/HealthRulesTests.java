package dev.understudy.health;

import java.time.Duration;
import java.util.stream.Stream;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

/**
 * Nonsense is refused with subject, value and rule.
 */
class HealthRulesTests {

	private static final Duration ONE = Duration.ofSeconds(1);

	private static final Duration NONE = Duration.ZERO;

	private static final Duration LESS = Duration.ofSeconds(-1);

	private static final Duration EVER = Duration.ofDays(365 * 300);

	@ParameterizedTest
	@MethodSource("nonsense")
	void refusesNonsense(ThrowingCallable construction, String message) {
		assertThatIllegalArgumentException().isThrownBy(construction).withMessage(message);
	}

	static Stream<Arguments> nonsense() {
		return Stream.of(
				refused(() -> failure(NONE, 1, 0, 1, NONE, 0), "'window' is 'PT0S', must be greater than zero"),
				refused(() -> failure(LESS, 1, 0, 1, NONE, 0), "'window' is 'PT-1S', must be greater than zero"),
				refused(() -> failure(EVER, 1, 0, 1, NONE, 0),
						"'window' is 'PT2628000H', must be shorter than 292 years"),
				refused(() -> failure(ONE, 0, 0, 1, NONE, 0), "'minimum-calls' is '0', must be 1 or more"),
				refused(() -> failure(ONE, 1, -0.1, 1, NONE, 0), "'skip-below' is '-0.1', must be between 0 and 1"),
				refused(() -> failure(ONE, 1, 1.1, 1, NONE, 0), "'skip-below' is '1.1', must be between 0 and 1"),
				refused(() -> failure(ONE, 1, Double.NaN, 1, NONE, 0),
						"'skip-below' is 'NaN', must be between 0 and 1"),
				refused(() -> failure(ONE, 1, 0, 0, NONE, 0), "'consecutive-failures' is '0', must be 1 or more"),
				refused(() -> failure(ONE, 1, 0, 1, LESS, 0),
						"'slow-call.longer-than' is 'PT-1S', must not be negative"),
				refused(() -> failure(ONE, 1, 0, 1, EVER, 0),
						"'slow-call.longer-than' is 'PT2628000H', must be shorter than 292 years"),
				refused(() -> failure(ONE, 1, 0, 1, NONE, 2), "'slow-call.rate' is '2.0', must be between 0 and 1"),
				refused(() -> new CooldownRules(NONE, ONE), "'cooldown' is 'PT0S', must be greater than zero"),
				refused(() -> new CooldownRules(ONE, EVER),
						"'max-cooldown' is 'PT2628000H', must be shorter than 292 years"),
				refused(() -> new CooldownRules(ONE, NONE), "'max-cooldown' is 'PT0S', must be greater than zero"),
				refused(() -> new CooldownRules(ONE, Duration.ofMillis(999)),
						"'max-cooldown' is 'PT0.999S', must not be shorter than the cooldown of 'PT1S'"),
				refused(() -> new TrialRules(0, 1), "'trial-calls' is '0', must be 1 or more"),
				refused(() -> new TrialRules(1, 0), "'close-after' is '0', must be 1 or more"),
				refused(() -> new StandbyTimes(NONE, ONE, ONE, ONE, ONE),
						"'unavailable-for' is 'PT0S', must be greater than zero"),
				refused(() -> new StandbyTimes(ONE, NONE, ONE, ONE, ONE),
						"'rate-limited-for' is 'PT0S', must be greater than zero"),
				refused(() -> new StandbyTimes(ONE, ONE, NONE, ONE, ONE),
						"'quota-exhausted-for' is 'PT0S', must be greater than zero"),
				refused(() -> new StandbyTimes(ONE, ONE, ONE, NONE, ONE),
						"'auth-failed-for' is 'PT0S', must be greater than zero"),
				refused(() -> new StandbyTimes(ONE, ONE, ONE, ONE, NONE),
						"'model-not-found-for' is 'PT0S', must be greater than zero"),
				refused(() -> new ScoreRules(-1, 1, ONE), "'score.latency-weight' is '-1.0', must be between 0 and 1"),
				refused(() -> new ScoreRules(1, 2, ONE),
						"'score.reliability-weight' is '2.0', must be between 0 and 1"),
				refused(() -> new ScoreRules(1, 0, NONE),
						"'score.latency-ceiling' is 'PT0S', must be greater than zero"),
				refused(() -> new ScoreRules(0, 0, ONE),
						"'score' is '0 and 0', one of its weights must be greater than zero"));
	}

	@Test
	void takesWhatIsJustGoodEnough() {
		assertThat(failure(Duration.ofNanos(1), 1, 0, 1, NONE, 0)).isNotNull();
		assertThat(failure(Duration.ofNanos(Long.MAX_VALUE), 1, 1, 1, Duration.ofNanos(Long.MAX_VALUE), 1)).isNotNull();
		assertThat(new CooldownRules(ONE, ONE)).isNotNull();
		assertThat(new TrialRules(1, 1)).isNotNull();
		assertThat(new ScoreRules(0, 1, ONE)).isNotNull();
		assertThat(new ScoreRules(0.5, 0.5, ONE)).isNotNull();
		assertThat(new ScoreRules(1, 0, ONE)).isNotNull();
	}

	@Test
	void eachPartIsReplacedAlone() {
		FailureRules failure = failure(ONE, 1, 0, 1, NONE, 0);
		CooldownRules cooldown = new CooldownRules(ONE, ONE);
		TrialRules trial = new TrialRules(1, 1);
		StandbyTimes times = new StandbyTimes(ONE, ONE, ONE, ONE, ONE);
		ScoreRules score = new ScoreRules(1, 0, ONE);
		assertThat(HealthRules.DEFAULT.withFailure(failure)
			.withCooldown(cooldown)
			.withTrial(trial)
			.withStandby(times)
			.withScore(score)).isEqualTo(new HealthRules(failure, cooldown, trial, times, score));
	}

	@Test
	void defaultsAreThoseOfTheReference() {
		assertThat(HealthRules.DEFAULT)
			.isEqualTo(new HealthRules(new FailureRules(Duration.ofMinutes(10), 5, 0.3, 5, Duration.ZERO, 0.8),
					new CooldownRules(Duration.ofSeconds(60), Duration.ofMinutes(10)), new TrialRules(3, 2),
					new StandbyTimes(Duration.ofSeconds(30), Duration.ofSeconds(30), Duration.ofHours(1),
							Duration.ofMinutes(10), Duration.ofMinutes(10)),
					new ScoreRules(0.6, 0.4, Duration.ofSeconds(10))));
	}

	@Test
	void cooldownDoublesUpToTheLongest() {
		CooldownRules rules = new CooldownRules(Duration.ofNanos(3), Duration.ofNanos(10));
		assertThat(rules.after(0)).isEqualTo(3);
		assertThat(rules.after(3)).isEqualTo(6);
		assertThat(rules.after(5)).isEqualTo(10);
		assertThat(rules.after(6)).isEqualTo(10);
		assertThat(rules.after(Long.MAX_VALUE)).isEqualTo(10);
	}

	@Test
	void scoreIsNeutralWithoutData() {
		assertThat(ScoreRules.DEFAULT.score(0, 0, 0)).isEqualTo(0.5);
		assertThat(new ScoreRules(0.2, 0.4, ONE).score(0, 0, 0)).isCloseTo(0.3, within(1e-9));
	}

	@Test
	void scoreWeighsLatencyAndReliability() {
		ScoreRules rules = new ScoreRules(0.6, 0.4, Duration.ofNanos(1000));
		assertThat(rules.score(4, 4, 0)).isEqualTo(1);
		assertThat(rules.score(4, 2, 500)).isEqualTo(0.6 * 0.75 + 0.4 * 0.5);
		assertThat(rules.score(4, 4, 4000)).isEqualTo(0.4);
		assertThat(rules.score(4, 4, 40_000)).isEqualTo(0.4);
	}

	@Test
	void modelThatNeverAnsweredIsNotPraisedForItsLatency() {
		assertThat(ScoreRules.DEFAULT.score(4, 0, 0)).isZero();
	}

	private static FailureRules failure(Duration window, int minimum, double below, int inARow, Duration slower,
			double rate) {
		return new FailureRules(window, minimum, below, inARow, slower, rate);
	}

	private static Arguments refused(ThrowingCallable construction, String message) {
		return Arguments.of(construction, message);
	}

}
