package dev.understudy.health;

import java.time.Duration;
import java.util.stream.Stream;

import dev.understudy.ModelState;
import dev.understudy.StandbyReason;
import dev.understudy.failure.Failure;
import dev.understudy.failure.FailureKind;
import dev.understudy.failure.ModelVerdict;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A result from before a change of state never decides the new one.
 */
class LateResultTests {

	private final WatchedModel model = new WatchedModel();

	@Test
	void failuresFromBeforeTheChangeDoNotDoubleTheCooldown() {
		Lease late = this.model.lease();
		this.model.fallAndWait();
		this.model.fail(late);
		assertThat(this.model.state()).isEqualTo(ModelState.TRIAL);
		assertThat(this.model.status().consecutiveFailures()).isEqualTo(6);
	}

	@Test
	void successesFromBeforeTheChangeProveNothing() {
		Lease late = this.model.lease();
		Lease later = this.model.lease();
		this.model.fallAndWait();
		this.model.succeed(late);
		this.model.succeed(later);
		assertThat(this.model.state()).isEqualTo(ModelState.TRIAL);
		assertThat(this.model.status().consecutiveFailures()).isZero();
	}

	@Test
	void failuresOfAnEarlierLifeDoNotStandTheModelDown() {
		Lease[] old = Stream.generate(this.model::lease).limit(20).toArray(Lease[]::new);
		this.model.fail(FailureKind.RATE_LIMIT, Duration.ofSeconds(1));
		this.model.pass(1);
		this.model.fail(4);
		for (Lease late : old) {
			this.model.fail(late);
		}
		assertThat(this.model.state()).isEqualTo(ModelState.ACTIVE);
		assertThat(this.model.status().callsInWindow()).isEqualTo(24);
		assertThat(this.model.status().consecutiveFailures()).isEqualTo(24);
		this.model.fail(1);
		assertThat(this.model.reasons()).containsExactly(StandbyReason.ERROR_THRESHOLD);
	}

	@Test
	void successOfAnEarlierLifeEndsNoRowThatDecides() {
		Lease old = this.model.lease();
		this.model.fail(FailureKind.RATE_LIMIT, Duration.ofSeconds(1));
		this.model.pass(1);
		this.model.fail(4);
		this.model.succeed(old);
		assertThat(this.model.status().consecutiveFailures()).isZero();
		this.model.fail(1);
		assertThat(this.model.reasons()).containsExactly(StandbyReason.ERROR_THRESHOLD);
	}

	@Test
	void successEndsTheRowThatDecidesThoughALateOneEndedTheShownOneBefore() {
		Lease old = this.model.lease();
		this.model.fail(FailureKind.RATE_LIMIT, Duration.ofSeconds(1));
		this.model.pass(1);
		this.model.succeed(10);
		this.model.fail(4);
		this.model.succeed(old);
		this.model.succeed(1);
		this.model.fail(4);
		assertThat(this.model.state()).isEqualTo(ModelState.ACTIVE);
	}

	@Test
	void lateSlowCallsAreShownButDecideNothing() {
		WatchedModel slow = new WatchedModel(HealthRules.DEFAULT
			.withFailure(new FailureRules(Duration.ofMinutes(10), 2, 0, 5, Duration.ofSeconds(2), 0.5)));
		Lease one = slow.lease();
		Lease two = slow.lease();
		slow.fail(FailureKind.RATE_LIMIT, Duration.ofSeconds(1));
		slow.pass(5);
		slow.succeed(1);
		slow.succeed(one);
		slow.fail(two);
		assertThat(slow.state()).isEqualTo(ModelState.ACTIVE);
		assertThat(slow.status().callsInWindow()).isEqualTo(3);
		slow.succeed(2);
		slow.succeedAfter(Duration.ofSeconds(3));
		assertThat(slow.state()).as("one of four").isEqualTo(ModelState.ACTIVE);
	}

	@Test
	void leaseIsGivenBackExactlyOnce() {
		Lease lease = this.model.lease();
		assertThat(lease.since()).isZero();
		assertThat(lease.succeeded(this.model.now())).isTrue();
		assertThat(lease.succeeded(this.model.now())).isFalse();
		assertThat(lease.ignored()).isFalse();
		assertThat(lease.failed(Failure.of(FailureKind.TIMEOUT, new IllegalStateException()), ModelVerdict.COUNTS,
				this.model.now()))
			.isFalse();
		assertThat(this.model.status().callsInWindow()).isEqualTo(1);
		assertThat(this.model.status().successRate()).isEqualTo(1);
		assertThat(this.model.health.statistics().running()).isZero();
	}

}
