package dev.understudy.limit;

import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class PeriodTests {

	private static final Instant SATURDAY = Instant.parse("2026-11-21T16:37:57.5Z");

	@Test
	void dayIsOneOfUtc() {
		assertWindow(Period.of(Duration.ofDays(1)), "2026-11-21T00:00:00Z", "2026-11-22T00:00:00Z");
	}

	@Test
	void lengthIsAlignedToMidnight() {
		assertWindow(Period.of(Duration.ofHours(6)), "2026-11-21T12:00:00Z", "2026-11-21T18:00:00Z");
		assertWindow(Period.of(Duration.ofMillis(500)), "2026-11-21T16:37:57.500Z", "2026-11-21T16:37:58Z");
	}

	@Test
	void weekBeginsOnMonday() {
		assertWindow(Period.WEEK, "2026-11-16T00:00:00Z", "2026-11-23T00:00:00Z");
	}

	@Test
	void monthIsThatOfTheCalendar() {
		assertWindow(Period.MONTH, "2026-11-01T00:00:00Z", "2026-12-01T00:00:00Z");
		Window february = Period.MONTH.at(Instant.parse("2028-02-29T23:59:59.999999999Z"));
		assertThat(february.end()).isEqualTo("2028-03-01T00:00:00Z");
	}

	@Test
	void lengthThatDoesNotDivideADayIsRefused() {
		for (Duration length : new Duration[] { Duration.ofHours(5), Duration.ofDays(2), Duration.ZERO,
				Duration.ofHours(-1) }) {
			assertThatIllegalArgumentException().isThrownBy(() -> Period.of(length))
				.withMessage("Period of a limit is '" + length
						+ "', must be a length that divides a day, or a week or month");
		}
	}

	@Test
	void equalPeriodsAreWrittenTheSameHoweverTheyWereGiven() {
		Period day = Period.of(Duration.ofDays(1));
		assertThat(day).isEqualTo(Period.of(Duration.ofHours(24)))
			.hasSameHashCodeAs(Period.of(Duration.ofMinutes(1440)))
			.hasToString("PT24H")
			.isNotEqualTo(Period.WEEK)
			.isNotEqualTo("PT24H");
		assertThat(Period.WEEK).hasToString("week");
		assertThat(Period.MONTH).hasToString("month");
	}

	@Test
	void windowThatEndsBeforeItsStartIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> new Window(SATURDAY, SATURDAY))
			.withMessage(
					"Window from '2026-11-21T16:37:57.500Z' to '2026-11-21T16:37:57.500Z' must end after its start");
	}

	@Test
	void keyOfACounterIsStable() {
		Period month = Period.MONTH;
		assertThat(new CounterKey("gpt", LimitKind.BUDGET, month, month.at(SATURDAY)).text())
			.isEqualTo("budget:month:2026-11-01T00:00:00Z:gpt");
	}

	private static void assertWindow(Period period, String start, String end) {
		assertThat(period.at(SATURDAY)).isEqualTo(new Window(Instant.parse(start), Instant.parse(end)));
	}

}
