package dev.understudy.health;

import java.time.Duration;

import dev.understudy.ModelState;
import dev.understudy.StandbyReason;
import dev.understudy.failure.Failure;
import dev.understudy.failure.FailureKind;
import dev.understudy.failure.ModelVerdict;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a model's provider says, and how long it stands.
 */
class ProviderStandbyTests {

	private final WatchedModel model = new WatchedModel();

	@ParameterizedTest
	@CsvSource(textBlock = """
			RATE_LIMIT,      RATE_LIMITED,    ,      PT30S
			RATE_LIMIT,      RATE_LIMITED,    PT7S,  PT7S
			RATE_LIMIT,      RATE_LIMITED,    PT11M, PT10M
			QUOTA_EXHAUSTED, QUOTA_EXHAUSTED, ,      PT1H
			QUOTA_EXHAUSTED, QUOTA_EXHAUSTED, PT9M,  PT9M
			QUOTA_EXHAUSTED, QUOTA_EXHAUSTED, PT99H, PT99H
			UNAVAILABLE,     UNAVAILABLE,     ,      PT30S
			UNAVAILABLE,     UNAVAILABLE,     PT7S,  PT30S
			UNAVAILABLE,     UNAVAILABLE,     PT11M, PT11M
			AUTH_ERROR,      AUTH_FAILED,     ,      PT10M
			AUTH_ERROR,      AUTH_FAILED,     PT7S,  PT10M
			MODEL_NOT_FOUND, MODEL_NOT_FOUND, ,      PT10M
			""")
	void standsAsLongAsTheRulesAndTheProviderSay(FailureKind kind, StandbyReason reason, @Nullable Duration retryAfter,
			Duration length) {
		this.model.fail(kind, retryAfter);
		assertThat(this.model.reasons()).containsExactly(reason);
		assertThat(this.model.cooldown()).isEqualTo(length);
		assertThat(this.model.reports).containsExactly("gpt down " + reason);
		this.model.pass(length);
		assertThat(this.model.state()).as("no trial").isEqualTo(ModelState.ACTIVE);
	}

	@Test
	void rateLimitThatIsOverAtOnceIsNoStandby() {
		this.model.fail(FailureKind.RATE_LIMIT, Duration.ZERO);
		assertThat(this.model.state()).isEqualTo(ModelState.ACTIVE);
	}

	@Test
	void onlyUnavailableCountsAsFailedCall() {
		this.model.fail(FailureKind.RATE_LIMIT, Duration.ofSeconds(1));
		assertThat(this.model.status().callsInWindow()).isZero();
		this.model.pass(1);
		this.model.fail(FailureKind.UNAVAILABLE, null);
		assertThat(this.model.status().callsInWindow()).isEqualTo(1);
	}

	@Test
	void unavailableMayAlsoBeTheLastFailureInTheRow() {
		this.model.fail(4);
		this.model.fail(FailureKind.UNAVAILABLE, null);
		assertThat(this.model.reasons()).containsExactlyInAnyOrder(StandbyReason.ERROR_THRESHOLD,
				StandbyReason.UNAVAILABLE);
		assertThat(this.model.reports).containsExactly("gpt down ERROR_THRESHOLD", "gpt down UNAVAILABLE");
	}

	@Test
	void retryAfterNeverShortensRunningStandby() {
		Lease first = this.model.lease();
		Lease second = this.model.lease();
		this.model.fail(first, FailureKind.RATE_LIMIT, Duration.ofSeconds(60));
		this.model.fail(second, FailureKind.RATE_LIMIT, Duration.ofSeconds(5));
		assertThat(this.model.cooldown()).isEqualTo(Duration.ofSeconds(60));
	}

	@Test
	void latestRetryAfterCountsThoughItsAttemptIsLate() {
		Lease first = this.model.lease();
		Lease second = this.model.lease();
		this.model.fail(first, FailureKind.RATE_LIMIT, Duration.ofSeconds(5));
		this.model.fail(second, FailureKind.RATE_LIMIT, Duration.ofSeconds(60));
		assertThat(this.model.cooldown()).isEqualTo(Duration.ofSeconds(60));
		assertThat(this.model.reports).containsExactly("gpt down RATE_LIMITED");
	}

	@Test
	void whatTheProviderSaidBeforeTheModelBecameActiveAgainIsOld() {
		Lease old = this.model.lease();
		this.model.fail(FailureKind.RATE_LIMIT, Duration.ofSeconds(5));
		this.model.pass(5);
		this.model.fail(old, FailureKind.AUTH_ERROR, null);
		assertThat(this.model.state()).isEqualTo(ModelState.ACTIVE);
	}

	@Test
	void kindThatIsToldToStandsTheModelDownAsUnavailable() {
		Failure failure = Failure.of(FailureKind.SERVER_ERROR, new IllegalStateException());
		this.model.lease().failed(failure, ModelVerdict.STANDS_DOWN, this.model.now());
		assertThat(this.model.reasons()).containsExactly(StandbyReason.UNAVAILABLE);
		assertThat(this.model.cooldown()).isEqualTo(Duration.ofSeconds(30));
		assertThat(this.model.status().callsInWindow()).isZero();
	}

}
