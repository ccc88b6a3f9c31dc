package dev.understudy.sample.gateway;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;

import dev.understudy.Attempt;
import dev.understudy.ChainExhaustedException;
import dev.understudy.Model;
import dev.understudy.PartialAnswerException;
import dev.understudy.UnknownNameException;
import dev.understudy.failure.ClientTrust;
import dev.understudy.failure.ContentFilterException;
import dev.understudy.failure.Failure;
import dev.understudy.failure.FailureClassifier;
import dev.understudy.failure.FailureKind;
import dev.understudy.sample.web.ClientFailures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a client is told of each kind of failure, whether the chain was exhausted by it,
 * broke off with it or did not fall back.
 */
class FailuresTests {

	private static final String SECRET = "sk-secret of account 4711";

	private static final Model GPT = Model.of("gpt", "openai", "gpt-4.1");

	private final Failures failures = new Failures(
			new ClientFailures(FailureClassifier.standard(Clock.systemUTC(), ClientTrust.EVERYTHING)));

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			TIMEOUT          | 504 | timeout
			RATE_LIMIT       | 429 | rate_limit_exceeded
			QUOTA_EXHAUSTED  | 429 | insufficient_quota
			UNAVAILABLE      | 503 | unavailable
			SERVER_ERROR     | 502 | provider_error
			NETWORK_ERROR    | 502 | provider_error
			AUTH_ERROR       | 502 | provider_error
			MODEL_NOT_FOUND  | 502 | provider_error
			CONTEXT_LENGTH   | 400 | context_length_exceeded
			CONTENT_FILTER   | 400 | content_filter
			INVALID_RESPONSE | 502 | invalid_response
			BAD_REQUEST      | 400 | invalid_request
			CANCELLED        | 503 | cancelled
			UNKNOWN          | 502 | provider_error
			""")
	void exhaustedChainIsToldByItsKind(FailureKind kind, int status, String code) {
		ApiError error = this.failures.read(new ChainExhaustedException("support", kind, attempts(kind),
				Map.of("claude", Set.of("MANUAL")), Duration.ofMillis(1500)));
		assertThat(error.status()).isEqualTo(status);
		assertThat(error.code()).isEqualTo(code);
		assertThat(error.retryAfter()).isEqualTo(Duration.ofMillis(1500));
		assertThat(error.report()).isEqualTo(new Report("support", null, "failed", kind.tag(), 1));
	}

	@ParameterizedTest
	@EnumSource(FailureKind.class)
	void nothingOfTheProviderIsTold(FailureKind kind) {
		for (Throwable thrown : List.of(new ChainExhaustedException("support", kind, attempts(kind), Map.of(), null),
				new PartialAnswerException(GPT, SECRET, failure(kind)), new IllegalStateException(SECRET))) {
			String body = this.failures.read(thrown).body(new Json()).toString();
			assertThat(body).doesNotContain("secret", "4711", "Exception", "openai");
		}
	}

	@Test
	void brokenAnswerNamesItsModel() {
		ApiError error = this.failures.read(new PartialAnswerException(GPT, "Hel", failure(FailureKind.TIMEOUT)));
		assertThat(error.code()).isEqualTo("timeout");
		assertThat(error.report()).isEqualTo(new Report(null, "gpt", "failed", "timeout", null));
	}

	@Test
	void failureThatDoesNotFallBackIsReadFromItself() {
		assertThat(this.failures.read(new ContentFilterException(SECRET)).code()).isEqualTo("content_filter");
		assertThat(this.failures.read(new IllegalArgumentException(SECRET)).status()).isEqualTo(400);
		assertThat(this.failures.read(new UnknownNameException("model", "gpt", List.of())).status()).isEqualTo(404);
	}

	@Test
	void tooManyCallsAreTurnedAwayForAMoment() {
		ApiError error = this.failures.read(new RejectedExecutionException(SECRET));
		assertThat(error.status()).isEqualTo(503);
		assertThat(error.code()).isEqualTo("overloaded");
		assertThat(error.retryAfter()).isNotNull();
	}

	private static List<Attempt> attempts(FailureKind kind) {
		return List.of(new Attempt(GPT, 1, Instant.EPOCH, Duration.ofSeconds(1), failure(kind)));
	}

	private static Failure failure(FailureKind kind) {
		return new Failure(kind, null, 500, new IllegalStateException(SECRET));
	}

}
