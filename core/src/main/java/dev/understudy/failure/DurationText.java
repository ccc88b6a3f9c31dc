package dev.understudy.failure;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Reads durations as people and providers write them: {@code 20ms}, {@code 6m0s},
 * {@code 1.5s}, {@code 26 seconds}.
 */
final class DurationText {

	/** One duration, for use within larger patterns. */
	static final String PATTERN = "(?:\\d{1,12}(?:\\.\\d{1,12})?\\s?"
			+ "(?:ms|milliseconds?|s|secs?|seconds?|m|mins?|minutes?|h|hours?|d|days?)(?![a-z])\\s?){1,6}";

	private static final Duration LONGEST = Duration.ofDays(365);

	private static final Pattern WHOLE = Pattern.compile(PATTERN.replace("(?![a-z])", ""), Pattern.CASE_INSENSITIVE);

	private static final Pattern PART = Pattern.compile("(\\d+(?:\\.\\d+)?)\\s?(ms|milli|[smhd])",
			Pattern.CASE_INSENSITIVE);

	private static final Pattern NUMBER = Pattern.compile("\\d{1,12}(?:\\.\\d{1,12})?");

	private DurationText() {
	}

	/**
	 * Returns the duration; null when the text is none, or an absurd one.
	 */
	static @Nullable Duration parse(String text) {
		if (!WHOLE.matcher(text).matches()) {
			return null;
		}
		BigDecimal millis = BigDecimal.ZERO;
		Matcher part = PART.matcher(text);
		while (part.find()) {
			millis = millis.add(new BigDecimal(part.group(1)).multiply(unit(part.group(2))));
		}
		return sane(millis);
	}

	/**
	 * Returns a number of units as a duration; null when the text is none, or an absurd
	 * one.
	 */
	static @Nullable Duration parse(String number, Duration unit) {
		String text = number.strip();
		if (!NUMBER.matcher(text).matches()) {
			return null;
		}
		return sane(new BigDecimal(text).multiply(BigDecimal.valueOf(unit.toMillis())));
	}

	/**
	 * Returns the duration unless it is absurd.
	 */
	static @Nullable Duration sane(Duration duration) {
		return (duration.isNegative() || duration.compareTo(LONGEST) > 0) ? null : duration;
	}

	private static @Nullable Duration sane(BigDecimal millis) {
		BigDecimal longest = BigDecimal.valueOf(LONGEST.toMillis());
		return (millis.compareTo(longest) > 0) ? null : Duration.ofNanos(millis.movePointRight(6).longValue());
	}

	private static BigDecimal unit(String name) {
		return BigDecimal.valueOf(switch (name.toLowerCase(Locale.ROOT)) {
			case "ms", "milli" -> 1;
			case "s" -> 1_000;
			case "m" -> 60_000;
			case "h" -> 3_600_000;
			default -> 86_400_000;
		});
	}

}
