package dev.understudy.sample.web;

import java.time.Duration;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class RetryAfterTests {

	@ParameterizedTest
	@CsvSource({ "PT0S, 1", "PT-3S, 1", "PT0.001S, 1", "PT1S, 1", "PT1.001S, 2", "PT90S, 90" })
	void secondsAreNeverTooFew(Duration wait, long seconds) {
		assertThat(RetryAfter.seconds(wait)).isEqualTo(seconds);
	}

}
