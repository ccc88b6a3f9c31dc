package dev.understudy.failure;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class FailureTests {

	private final Throwable cause = new RuntimeException("boom");

	@Test
	void knowsNothingButKindAndCauseToBeginWith() {
		Failure failure = Failure.of(FailureKind.TIMEOUT, this.cause);
		assertThat(failure).isEqualTo(new Failure(FailureKind.TIMEOUT, null, 0, this.cause));
	}

	@Test
	void refusesNegativeWait() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new Failure(FailureKind.RATE_LIMIT, Duration.ofSeconds(-1), 429, this.cause))
			.withMessage("Retry after 'PT-1S' must not be negative");
	}

	@ParameterizedTest
	@ValueSource(ints = { -1, 1, 99, 600 })
	void refusesStatusThatIsNone(int status) {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new Failure(FailureKind.UNKNOWN, null, status, this.cause))
			.withMessage("HTTP status '%d' must be between 100 and 599, or 0 for none", status);
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 100, 599 })
	void takesStatusesToTheirLimits(int status) {
		assertThat(new Failure(FailureKind.UNKNOWN, Duration.ZERO, status, this.cause).httpStatus()).isEqualTo(status);
	}

	@Test
	void kindsAreTaggedInLowerCaseWithDashes() {
		assertThat(FailureKind.values()).extracting(FailureKind::tag)
			.containsExactly("timeout", "rate-limit", "quota-exhausted", "unavailable", "server-error", "network-error",
					"auth-error", "model-not-found", "context-length", "content-filter", "invalid-response",
					"bad-request", "cancelled", "unknown");
	}

	@Test
	void timeoutNamesModelAndTime() {
		AttemptTimeoutException timeout = new AttemptTimeoutException("gpt", Duration.ofSeconds(30));
		assertThat(timeout).hasMessage("Model 'gpt' did not answer within 30s");
		assertThat(timeout.modelId()).isEqualTo("gpt");
		assertThat(timeout.timeout()).isEqualTo(Duration.ofSeconds(30));
		assertThat(new AttemptTimeoutException("gpt", Duration.ofMillis(1500)))
			.hasMessage("Model 'gpt' did not answer within 1500ms");
	}

}
