package dev.understudy.limit;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.function.Predicate;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Windows against an oracle that walks second by second, hour by hour or day by day.
 */
class PeriodProperties {

	@Property
	void momentLiesInItsWindow(@ForAll("periods") Period period, @ForAll("moments") Instant at) {
		assertThat(period.at(at).contains(at)).isTrue();
	}

	@Property
	void windowsFollowOneAnotherWithoutAGap(@ForAll("periods") Period period, @ForAll("moments") Instant at) {
		Window window = period.at(at);
		assertThat(period.at(window.start())).isEqualTo(window);
		assertThat(period.at(window.end().minusNanos(1))).isEqualTo(window);
		assertThat(period.at(window.end()).start()).isEqualTo(window.end());
		assertThat(period.at(window.start().minusNanos(1)).end()).isEqualTo(window.start());
		assertThat(window.contains(window.end())).isFalse();
		assertThat(window.contains(window.start().minusNanos(1))).isFalse();
	}

	@Property
	void hoursAreCountedFromTheBeginningOfAYear(@ForAll("hours") long hours, @ForAll("moments") Instant at) {
		Duration length = Duration.ofHours(hours);
		Instant start = at.atOffset(ZoneOffset.UTC)
			.toLocalDate()
			.withDayOfYear(1)
			.atStartOfDay()
			.toInstant(ZoneOffset.UTC);
		while (!start.plus(length).isAfter(at)) {
			start = start.plus(length);
		}
		assertThat(Period.of(length).at(at)).isEqualTo(new Window(start, start.plus(length)));
	}

	@Property
	void weeksAndMonthsAreThoseOfTheCalendar(@ForAll("moments") Instant at) {
		assertThat(Period.WEEK.at(at)).isEqualTo(walked(at, (day) -> day.getDayOfWeek() == DayOfWeek.MONDAY));
		assertThat(Period.MONTH.at(at)).isEqualTo(walked(at, (day) -> day.getDayOfMonth() == 1));
	}

	@Provide
	Arbitrary<Period> periods() {
		return Arbitraries.of(Period.of(Duration.ofNanos(1)), Period.of(Duration.ofMillis(125)),
				Period.of(Duration.ofSeconds(1)), Period.of(Duration.ofMinutes(1)), Period.of(Duration.ofMinutes(90)),
				Period.of(Duration.ofHours(8)), Period.of(Duration.ofDays(1)), Period.WEEK, Period.MONTH);
	}

	@Provide
	Arbitrary<Long> hours() {
		return Arbitraries.of(1L, 2L, 3L, 4L, 6L, 8L, 12L, 24L);
	}

	@Provide
	Arbitrary<Instant> moments() {
		return Arbitraries.longs()
			.between(-4_000_000_000L, 8_000_000_000L)
			.flatMap((second) -> Arbitraries.longs()
				.between(0, 999_999_999)
				.map((nano) -> Instant.ofEpochSecond(second, nano)));
	}

	private static Window walked(Instant at, Predicate<LocalDateTime> begins) {
		LocalDateTime first = at.atOffset(ZoneOffset.UTC).toLocalDate().atStartOfDay();
		LocalDateTime next = first.plusDays(1);
		while (!begins.test(first)) {
			first = first.minusDays(1);
		}
		while (!begins.test(next)) {
			next = next.plusDays(1);
		}
		return new Window(first.toInstant(ZoneOffset.UTC), next.toInstant(ZoneOffset.UTC));
	}

}
