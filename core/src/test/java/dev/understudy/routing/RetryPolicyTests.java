package dev.understudy.routing;

import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

import dev.understudy.StandbyReason;
import dev.understudy.failure.Failure;
import dev.understudy.failure.FailureKind;
import dev.understudy.health.HealthRules;
import dev.understudy.health.ModelHealth;
import dev.understudy.health.VirtualTicker;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class RetryPolicyTests {

	private static final RetryPolicy POLICY = RetryPolicy.DEFAULT;

	private final VirtualTicker ticker = new VirtualTicker();

	private final ModelHealth health = new ModelHealth("a", HealthRules.DEFAULT, this.ticker,
			new HealthReports(new Listeners(List.of()), StandbyExchange.NONE, new Company()));

	@BeforeEach
	void someTimeHasPassed() {
		this.ticker.advance(Duration.ofHours(1));
	}

	@Test
	void waitsForTheBackoff() {
		assertThat(wait(POLICY, 1, Duration.ZERO)).hasValue(Duration.ofMillis(500).toNanos());
	}

	@Test
	void waitsForTheStandbyWhereThatIsLonger() {
		this.health.standDown(StandbyReason.RATE_LIMITED, Duration.ofSeconds(2), null);
		assertThat(wait(POLICY, 1, Duration.ZERO)).hasValue(Duration.ofSeconds(2).toNanos());
	}

	@Test
	void waitsForTheBackoffWhereThatIsLonger() {
		this.health.standDown(StandbyReason.RATE_LIMITED, Duration.ofMillis(1), null);
		assertThat(wait(POLICY, 1, Duration.ofMillis(2))).hasValue(Duration.ofMillis(500).toNanos());
	}

	@Test
	void waitsAsLongAsTheProviderAsks() {
		assertThat(wait(POLICY, 1, Duration.ofSeconds(3))).hasValue(Duration.ofSeconds(3).toNanos());
		assertThat(wait(POLICY, 1, Duration.ofMillis(3001))).isEmpty();
	}

	@Test
	void doesNotWaitForAStandbyLongerThanMaxWait() {
		this.health.standDown(StandbyReason.RATE_LIMITED, Duration.ofSeconds(3), null);
		assertThat(wait(POLICY, 1, Duration.ZERO)).isPresent();
		this.health.standDown(StandbyReason.RATE_LIMITED, Duration.ofMillis(3001), null);
		assertThat(wait(POLICY, 1, Duration.ZERO)).isEmpty();
	}

	@Test
	void doesNotWaitForAModelThatHasToProveItself() {
		this.health.standDown(StandbyReason.SLOW, Duration.ofMillis(1), null);
		this.ticker.advance(Duration.ofSeconds(1));
		assertThat(wait(POLICY, 1, Duration.ZERO)).isEmpty();
	}

	@Test
	void hasAnEnd() {
		assertThat(wait(POLICY, 2, Duration.ZERO)).isEmpty();
		assertThat(wait(RetryPolicy.NONE, 1, Duration.ZERO)).isEmpty();
	}

	@Test
	void refusesNonsense() {
		refuses(() -> policy(0, 1, 1, 1, 0, 1), "retry.max-attempts is '0', must be 1 or more");
		refuses(() -> policy(1, -1, 1, 1, 0, 1), "retry.backoff is 'PT-1S', must not be negative");
		refuses(() -> policy(1, 1, 0.9, 1, 0, 1), "retry.multiplier is '0.9', must be a number of 1 or more");
		refuses(() -> policy(1, 1, Double.NaN, 1, 0, 1), "retry.multiplier is 'NaN'");
		refuses(() -> policy(1, 1, Double.POSITIVE_INFINITY, 1, 0, 1), "retry.multiplier is 'Infinity'");
		refuses(() -> policy(1, 1, 1, -1, 0, 1), "retry.max-backoff is 'PT-1S'");
		refuses(() -> policy(1, 1, 1, 1, -0.1, 1), "retry.jitter is '-0.1', must be between 0 and 1");
		refuses(() -> policy(1, 1, 1, 1, 1.1, 1), "retry.jitter is '1.1'");
		refuses(() -> policy(1, 1, 1, 1, Double.NaN, 1), "retry.jitter is 'NaN'");
		refuses(() -> policy(1, 1, 1, 1, 0, -1), "retry.max-wait is 'PT-1S'");
		refuses(() -> policy(1, Long.MAX_VALUE, 1, 1, 0, 1), "must be shorter than 292 years");
	}

	private OptionalLong wait(RetryPolicy policy, int attempts, Duration asked) {
		Failure failure = new Failure(FailureKind.RATE_LIMIT, asked.isZero() ? null : asked, 0, new Exception());
		return policy.wait(attempts, this.health.snapshot(), failure, this.ticker.nanos(), () -> 0.5);
	}

	private static RetryPolicy policy(int attempts, long backoff, double multiplier, long maxBackoff, double jitter,
			long maxWait) {
		return new RetryPolicy(attempts, Duration.ofSeconds(backoff), multiplier, Duration.ofSeconds(maxBackoff),
				jitter, Duration.ofSeconds(maxWait));
	}

	private static void refuses(Runnable nonsense, String message) {
		assertThatIllegalArgumentException().isThrownBy(nonsense::run).withMessageContaining(message);
	}

}
