package dev.understudy.failure;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class RetryAfterTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			retry-after         | 0                             | PT0S
			retry-after         | 20                            | PT20S
			retry-after         | ' 20 '                        | PT20S
			retry-after         | 1.5                           | PT1.5S
			retry-after         | 31536000                      | PT8760H
			retry-after         | Sat, 21 Nov 2026 12:00:30 GMT | PT30S
			retry-after         | Sat, 21 Nov 2026 12:00:00 GMT | PT0S
			retry-after         | Sat, 21 Nov 2026 11:00:00 GMT | PT0S
			retry-after-ms      | 250                           | PT0.25S
			x-ms-retry-after-ms | 250.5                         | PT0.2505S
			""")
	void readsHeaders(String name, String value, Duration expected) {
		assertThat(retryAfter(503, Map.of(name, value))).isEqualTo(expected);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "-1", "soon", "31536001", "1e3", "99999999999999999999", "1.2.3",
			"Sat, 21 Nov 2099 12:00:00 GMT", "Sat, 99 Nov 2026 12:00:00 GMT", "NaN" })
	void ignoresAbsurdHeaders(String value) {
		assertThat(retryAfter(429, Map.of("retry-after", value))).isNull();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			Please try again in 1.5s.                       | PT1.5S
			Please try again in 20ms. Visit us              | PT0.02S
			Please try again in 6m0s.                       | PT6M
			Please try again in 1h2m3s.                     | PT1H2M3S
			Please try again in 2d.                         | PT48H
			Please retry after 26 seconds.                  | PT26S
			Try again in 5 minutes.                         | PT5M
			please RETRY IN 2 hours                         | PT2H
			Please retry in 55.576865699s.                  | PT55.576865699S
			"retryDelay": "17s"                             | PT17S
			\\"retryDelay\\": \\"17s\\"                     | PT17S
			Retry after 3 secs or try again in 4 s          | PT4S
			Retry in 5 s, try again in 4 s                  | PT5S
			""")
	void readsWords(String text, Duration expected) {
		assertThat(RetryAfter.in(text)).isEqualTo(expected);
		assertThat(Classified.failure(new RuntimeException("Too many requests. " + text)).retryAfter())
			.isEqualTo(expected);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "Please try again later", "Please try again in a moment", "Retry in 5 sheets",
			"retry in 400 days", "do not retry", "in 5 seconds" })
	void ignoresOtherWords(String text) {
		assertThat(RetryAfter.in(text)).isNull();
	}

	@Test
	void readsDelayInBody() {
		Failure failure = Classified.failure(new Answer(429, """
				{"error": {"code": 429, "message": "You exceeded your current quota, please check your billing",
				 "status": "RESOURCE_EXHAUSTED", "details": [{"@type": "type.googleapis.com/google.rpc.RetryInfo",
				 "retryDelay": "26s"}]}}""", Map.of()));
		assertThat(failure.kind()).isEqualTo(FailureKind.RATE_LIMIT);
		assertThat(failure.retryAfter()).isEqualTo(Duration.ofSeconds(26));
	}

	@Test
	void momentIsUpToAnHour() {
		assertThat(exceeded("3600s")).isEqualTo(FailureKind.RATE_LIMIT);
		assertThat(exceeded("3601s")).isEqualTo(FailureKind.QUOTA_EXHAUSTED);
	}

	@Test
	void latestCounts() {
		assertThat(retryAfter(429, Map.of("retry-after", "3", "retry-after-ms", "2500"))).hasSeconds(3);
		assertThat(retryAfter(429, Map.of("retry-after", "3", "retry-after-ms", "4000"))).hasSeconds(4);
		assertThat(
				retryAfter(429, Map.of("retry-after", "3", "anthropic-ratelimit-tokens-reset", "2026-11-21T12:00:10Z")))
			.hasSeconds(10);
		assertThat(retryAfter(429,
				Map.of("retry-after", "30", "anthropic-ratelimit-tokens-reset", "2026-11-21T12:00:10Z")))
			.hasSeconds(30);
	}

	@ParameterizedTest
	@CsvSource({ "anthropic-ratelimit-requests-reset, 2026-11-21T12:00:07Z, PT7S",
			"anthropic-ratelimit-input-tokens-reset, 2026-11-21T13:00:07+01:00, PT7S",
			"anthropic-ratelimit-output-tokens-reset, 2026-11-21T11:00:00Z, PT0S",
			"x-ratelimit-reset-requests, 1s, PT1S", "x-ratelimit-reset-tokens, 6m0s, PT6M",
			"x-ratelimit-reset-tokens, 2m59.56s, PT2M59.56S", "x-ratelimit-reset-tokens, 12, PT12S",
			"x-ratelimit-reset, 1795262460, PT1M", "x-ratelimit-reset, 1795262460000, PT1M" })
	void readsResetsOfLimitsBesideRateLimitOnly(String name, String value, Duration expected) {
		assertThat(retryAfter(429, Map.of(name, value))).isEqualTo(expected);
		assertThat(retryAfter(503, Map.of(name, value))).isNull();
	}

	@ParameterizedTest
	@CsvSource({ "anthropic-ratelimit-requests-reset, tomorrow", "x-ratelimit-reset-requests, soon",
			"x-ratelimit-reset, 9999999999" })
	void ignoresAbsurdResets(String name, String value) {
		assertThat(retryAfter(429, Map.of(name, value))).isNull();
	}

	@Test
	void measuredResetsAreLastResort() {
		assertThat(retryAfter(429, Map.of("retry-after", "3", "x-ratelimit-reset-tokens", "6m0s"))).hasSeconds(3);
		assertThat(retryAfter(429, Map.of("x-ratelimit-reset-requests", "1s", "x-ratelimit-reset-tokens", "6m0s")))
			.hasMinutes(6);
	}

	@Test
	void limitWithSomethingLeftIsNotTheOneThatWasHit() {
		assertThat(
				retryAfter(429,
						Map.of("x-ratelimit-reset-requests", "1s", "x-ratelimit-remaining-requests", "0",
								"x-ratelimit-reset-tokens", "6m0s", "x-ratelimit-remaining-tokens", "1200")))
			.hasSeconds(1);
		assertThat(retryAfter(429, Map.of("anthropic-ratelimit-tokens-reset", "2026-11-21T12:00:10Z",
				"anthropic-ratelimit-tokens-remaining", "5000")))
			.isNull();
	}

	@Test
	void isKeptWhenAnotherLinkOfTheChainTellsMore() {
		Answer answer = new Answer(429, "", Map.of("retry-after", "5"));
		Failure failure = Classified.failure(new ShapesTests.CodeOnly("insufficient_quota", null, answer));
		assertThat(failure.kind()).isEqualTo(FailureKind.QUOTA_EXHAUSTED);
		assertThat(failure.retryAfter()).hasSeconds(5);
		assertThat(failure.httpStatus()).isEqualTo(429);
	}

	private static FailureKind exceeded(String delay) {
		return Classified.kind(new Answer(429,
				"{\"message\": \"exceeded your current quota\", \"retryDelay\": \"" + delay + "\"}", Map.of()));
	}

	private static Duration retryAfter(int status, Map<String, String> headers) {
		return Classified.failure(new Answer(status, "", headers)).retryAfter();
	}

	public static class Answer extends RuntimeException {

		private final int status;

		private final String body;

		private final transient Map<String, List<String>> headers = new HashMap<>();

		Answer(int status, String body, Map<String, String> headers) {
			super("answered " + status);
			this.status = status;
			this.body = body;
			headers.forEach((name, value) -> this.headers.put(name, List.of(value)));
		}

		public int statusCode() {
			return this.status;
		}

		public String body() {
			return this.body;
		}

		public Map<String, List<String>> headers() {
			return this.headers;
		}

	}

}
