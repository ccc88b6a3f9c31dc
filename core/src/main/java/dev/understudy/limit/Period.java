package dev.understudy.limit;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * How often a limit begins anew. Windows of a period follow one another without a gap and
 * are aligned in UTC, so that everybody who shares a counter means the same window.
 */
public final class Period {

	/** From Monday to Sunday. */
	public static final Period WEEK = new Period("week", Period::week);

	/** From the first to the last day of a month. */
	public static final Period MONTH = new Period("month", Period::month);

	private static final Duration ONE_DAY = Duration.ofDays(1);

	private final String text;

	private final Function<Instant, Window> windows;

	private Period(String text, Function<Instant, Window> windows) {
		this.text = text;
		this.windows = windows;
	}

	/**
	 * A length of time whose windows are aligned to midnight.
	 * @param length a length that divides a day
	 * @return the period
	 * @throws IllegalArgumentException when it does not
	 */
	public static Period of(Duration length) {
		if (length.isNegative() || length.isZero() || length.compareTo(ONE_DAY) > 0
				|| ONE_DAY.toNanos() % length.toNanos() != 0) {
			throw new IllegalArgumentException(
					"Period of a limit is '" + length + "', must be a length that divides a day, or a week or month");
		}
		return new Period(length.toString(), (at) -> slice(at, length));
	}

	/**
	 * The window of a moment.
	 * @param at the moment
	 * @return the window that contains it
	 */
	public Window at(Instant at) {
		return this.windows.apply(at);
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof Period period && this.text.equals(period.text);
	}

	@Override
	public int hashCode() {
		return this.text.hashCode();
	}

	/**
	 * The period in a form that never changes, such as {@code PT24H}, {@code week} or
	 * {@code month}.
	 */
	@Override
	public String toString() {
		return this.text;
	}

	private static Window slice(Instant at, Duration length) {
		Instant midnight = midnight(day(at));
		long slices = Duration.between(midnight, at).dividedBy(length);
		Instant start = midnight.plus(length.multipliedBy(slices));
		return new Window(start, start.plus(length));
	}

	private static Window week(Instant at) {
		LocalDate monday = day(at).with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
		return new Window(midnight(monday), midnight(monday.plusWeeks(1)));
	}

	private static Window month(Instant at) {
		LocalDate first = day(at).withDayOfMonth(1);
		return new Window(midnight(first), midnight(first.plusMonths(1)));
	}

	private static LocalDate day(Instant at) {
		return LocalDate.ofInstant(at, ZoneOffset.UTC);
	}

	private static Instant midnight(LocalDate day) {
		return day.atStartOfDay(ZoneOffset.UTC).toInstant();
	}

}
