package dev.understudy.boot;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;

import dev.understudy.health.MaintenanceWindows.Opening;
import org.jspecify.annotations.Nullable;

import org.springframework.scheduling.support.CronExpression;

/**
 * Maintenance that begins by the clock of a time zone and takes a fixed time.
 * <p>
 * Where the clock is put forward, a beginning that it leaves out is the moment at which
 * it is put forward. Where it is put back, a beginning that comes twice is the first one.
 *
 * @param cron when it begins
 * @param length how long it takes
 * @param zone the zone of the clock
 */
record CronWindow(CronExpression cron, Duration length, ZoneId zone) {

	private static final Duration STEP = Duration.ofMinutes(1);

	/** The latest window that has begun, if it is still open. */
	@Nullable Opening openAt(Instant at) {
		LocalDateTime latest = latestTime(at);
		LocalDateTime earliest = latestTime(at.minus(this.length));
		LocalDateTime begin = lastBetween(earliest, latest);
		if (begin == null) {
			return null;
		}
		Opening opening = opening(begin);
		return opening.end().isAfter(at) ? opening : null;
	}

	/** The first window that begins later. */
	@Nullable Opening after(Instant at) {
		LocalDateTime begin = this.cron.next(latestTime(at));
		return (begin != null) ? opening(begin) : null;
	}

	/**
	 * The last beginning after one time and not after another. Looks back further and
	 * further, so that windows that begin often are not all counted.
	 */
	private @Nullable LocalDateTime lastBetween(LocalDateTime earliest, LocalDateTime latest) {
		Duration back = STEP;
		LocalDateTime from = latest.minus(back);
		while (from.isAfter(earliest) && !beginsBetween(from, latest)) {
			back = back.multipliedBy(2);
			from = latest.minus(back);
		}
		LocalDateTime last = null;
		LocalDateTime next = this.cron.next(from.isAfter(earliest) ? from : earliest);
		while (next != null && !next.isAfter(latest)) {
			last = next;
			next = this.cron.next(next);
		}
		return last;
	}

	private boolean beginsBetween(LocalDateTime from, LocalDateTime latest) {
		LocalDateTime next = this.cron.next(from);
		return next != null && !next.isAfter(latest);
	}

	/** The latest time that the clock has shown, or left out, until a moment. */
	private LocalDateTime latestTime(Instant at) {
		ZonedDateTime shown = at.atZone(this.zone);
		ZoneOffsetTransition turn = rules().getTransition(shown.toLocalDateTime());
		boolean again = turn != null && turn.isOverlap() && !at.isBefore(turn.getInstant());
		return again ? turn.getDateTimeBefore().minusNanos(1) : shown.toLocalDateTime();
	}

	private Opening opening(LocalDateTime time) {
		ZoneOffsetTransition turn = rules().getTransition(time);
		Instant begin = (turn != null && turn.isGap()) ? turn.getInstant() : time.atZone(this.zone).toInstant();
		return new Opening(begin, begin.plus(this.length));
	}

	private ZoneRules rules() {
		return this.zone.getRules();
	}

}
