package dev.understudy.boot;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import dev.understudy.health.MaintenanceWindows.Opening;
import org.junit.jupiter.api.Test;

import org.springframework.boot.convert.DurationStyle;
import org.springframework.scheduling.support.CronExpression;

import static org.assertj.core.api.Assertions.assertThat;

class CronWindowsTests {

	private static final String NIGHTLY = "0 30 2 * * *";

	@Test
	void answersTheNextWindowUntilItBeginsAndTheOpenOneUntilItEnds() {
		CronWindows windows = windows(window("0 0 2 * * SUN", "1h", "UTC"));
		assertThat(at(windows, "2026-11-21T16:00:00Z")).isEqualTo("2026-11-22T02:00:00Z/2026-11-22T03:00:00Z");
		assertThat(at(windows, "2026-11-22T02:00:00Z")).isEqualTo("2026-11-22T02:00:00Z/2026-11-22T03:00:00Z");
		assertThat(at(windows, "2026-11-22T02:59:59.999Z")).isEqualTo("2026-11-22T02:00:00Z/2026-11-22T03:00:00Z");
		assertThat(at(windows, "2026-11-22T03:00:00Z")).isEqualTo("2026-11-29T02:00:00Z/2026-11-29T03:00:00Z");
	}

	@Test
	void beginsByTheClockOfItsZone() {
		CronWindows windows = windows(window(NIGHTLY, "1h", "Europe/Vienna"));
		assertThat(at(windows, "2026-01-10T00:00:00Z")).isEqualTo("2026-01-10T01:30:00Z/2026-01-10T02:30:00Z");
		assertThat(at(windows, "2026-07-10T00:00:00Z")).isEqualTo("2026-07-10T00:30:00Z/2026-07-10T01:30:00Z");
	}

	@Test
	void beginningThatTheClockLeavesOutIsTheMomentAtWhichItIsPutForward() {
		CronWindows windows = windows(window(NIGHTLY, "1h", "Europe/Vienna"));
		String skipped = "2026-03-29T01:00:00Z/2026-03-29T02:00:00Z";
		assertThat(at(windows, "2026-03-28T12:00:00Z")).isEqualTo(skipped);
		assertThat(at(windows, "2026-03-29T00:59:59Z")).isEqualTo(skipped);
		assertThat(at(windows, "2026-03-29T01:00:00Z")).isEqualTo(skipped);
		assertThat(at(windows, "2026-03-29T01:59:59Z")).isEqualTo(skipped);
		assertThat(at(windows, "2026-03-29T02:00:00Z")).isEqualTo("2026-03-30T00:30:00Z/2026-03-30T01:30:00Z");
	}

	@Test
	void beginningThatComesTwiceIsTheFirstOne() {
		CronWindows windows = windows(window(NIGHTLY, "20m", "Europe/Vienna"));
		String first = "2026-10-25T00:30:00Z/2026-10-25T00:50:00Z";
		assertThat(at(windows, "2026-10-24T12:00:00Z")).isEqualTo(first);
		assertThat(at(windows, "2026-10-25T00:49:59Z")).isEqualTo(first);
		assertThat(at(windows, "2026-10-25T00:50:00Z")).isEqualTo("2026-10-26T01:30:00Z/2026-10-26T01:50:00Z");
		assertThat(at(windows, "2026-10-25T01:30:00Z")).isEqualTo("2026-10-26T01:30:00Z/2026-10-26T01:50:00Z");
	}

	@Test
	void windowLastsAsLongAsItIsSaidToOverAChangeOfTheClock() {
		CronWindows windows = windows(window("0 0 1 * * *", "3h", "Europe/Vienna"));
		assertThat(at(windows, "2026-03-29T00:30:00Z")).isEqualTo("2026-03-29T00:00:00Z/2026-03-29T03:00:00Z");
		assertThat(at(windows, "2026-10-25T01:30:00Z")).isEqualTo("2026-10-24T23:00:00Z/2026-10-25T02:00:00Z");
	}

	@Test
	void windowsThatOverlapOrFollowWithoutAGapAreOne() {
		CronWindows windows = windows(window("0 0 2 * * *", "1h", "UTC"), window("0 30 2 * * *", "1h", "UTC"),
				window("0 30 3 * * *", "30m", "UTC"), window("0 0 5 * * *", "1h", "UTC"));
		assertThat(at(windows, "2026-11-22T00:00:00Z")).isEqualTo("2026-11-22T02:00:00Z/2026-11-22T04:00:00Z");
		assertThat(at(windows, "2026-11-22T02:10:00Z")).isEqualTo("2026-11-22T02:00:00Z/2026-11-22T04:00:00Z");
		assertThat(at(windows, "2026-11-22T04:00:00Z")).isEqualTo("2026-11-22T05:00:00Z/2026-11-22T06:00:00Z");
	}

	@Test
	void windowThatIsLongerThanItsDistanceIsAlwaysOpen() {
		CronWindows windows = windows(window("0 0 * * * *", "90m", "UTC"));
		Instant end = Instant.parse("2026-11-22T00:00:00Z");
		for (int i = 0; i < 5; i++) {
			Opening open = windows.openAtOrAfter(end).orElseThrow();
			assertThat(open.begin()).isBeforeOrEqualTo(end);
			assertThat(open.end()).isAfter(end.plus(Duration.ofDays(1)));
			end = open.end();
		}
	}

	@Test
	void cronThatNeverComesIsNoWindow() {
		assertThat(windows(window("0 0 0 31 2 *", "1h", "UTC")).openAtOrAfter(Instant.EPOCH))
			.isEqualTo(Optional.empty());
	}

	@Test
	void isOpenWhenACountOfAllBeginningsSaysSo() {
		for (String zone : List.of("UTC", "Europe/Vienna", "America/New_York", "Australia/Lord_Howe")) {
			for (String cron : List.of("0 0 2 * * *", NIGHTLY, "0 0 * * * *", "0 */20 1-3 * * *", "0 0 0 * * MON",
					"0 15 1,2,3 * * *")) {
				for (String length : List.of("5m", "45m", "2h", "30h")) {
					CronWindow window = window(cron, length, zone);
					for (String turn : List.of("2026-03-08T00:00:00Z", "2026-03-28T20:00:00Z", "2026-10-24T20:00:00Z",
							"2026-04-04T10:00:00Z", "2026-10-03T10:00:00Z", "2026-11-01T00:00:00Z")) {
						assertSame(window, Instant.parse(turn));
					}
				}
			}
		}
	}

	private static void assertSame(CronWindow window, Instant from) {
		List<Instant> begins = begins(window, from);
		for (Instant at = from; at.isBefore(from.plus(Duration.ofHours(14))); at = at.plus(Duration.ofMinutes(7))) {
			Instant now = at;
			boolean open = begins.stream()
				.anyMatch((begin) -> !begin.isAfter(now) && begin.plus(window.length()).isAfter(now));
			Instant next = begins.stream().filter((begin) -> begin.isAfter(now)).findFirst().orElseThrow();
			assertThat(window.openAt(at) != null).as("%s at %s", window, at).isEqualTo(open);
			Opening after = window.after(at);
			assertThat((after != null) ? after.begin() : null).as("%s after %s", window, at).isEqualTo(next);
		}
	}

	/** Every local beginning around a moment, found minute by minute. */
	private static List<Instant> begins(CronWindow window, Instant around) {
		LocalDateTime local = LocalDateTime.ofInstant(around.minus(Duration.ofDays(9)), window.zone())
			.truncatedTo(ChronoUnit.DAYS);
		List<Instant> begins = new ArrayList<>();
		for (int i = 0; i < 18 * 24 * 60; i += 5) {
			LocalDateTime minute = local.plusMinutes(i);
			if (minute.equals(window.cron().next(minute.minusSeconds(1)))) {
				ZoneOffsetTransition turn = window.zone().getRules().getTransition(minute);
				begins
					.add((turn != null && turn.isGap()) ? turn.getInstant() : minute.atZone(window.zone()).toInstant());
			}
		}
		return begins.stream().sorted().toList();
	}

	private static CronWindows windows(CronWindow... windows) {
		return new CronWindows(Arrays.asList(windows));
	}

	private static CronWindow window(String cron, String length, String zone) {
		return new CronWindow(CronExpression.parse(cron), DurationStyle.detectAndParse(length), ZoneId.of(zone));
	}

	private static String at(CronWindows windows, String at) {
		Opening opening = windows.openAtOrAfter(Instant.parse(at)).orElseThrow();
		return opening.begin() + "/" + opening.end();
	}

}
