package dev.understudy.boot;

import java.time.Duration;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class LengthsTests {

	@ParameterizedTest
	@CsvSource({ "PT0S, 0s", "PT25S, 25s", "PT90S, 90s", "PT1M, 1m", "PT2H, 2h", "PT24H, 1d", "PT0.5S, 500ms",
			"PT0.000007S, 7us", "PT0.000000001S, 1ns", "PT-1S, -1s", "PT1H0.5S, 3600500ms" })
	void writesTheGreatestUnitThatDivides(Duration length, String text) {
		assertThat(Lengths.text(length)).isEqualTo(text);
	}

}
