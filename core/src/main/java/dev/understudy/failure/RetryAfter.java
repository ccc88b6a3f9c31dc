package dev.understudy.failure;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Finds out how long a provider asks us to stay away. Of several wishes the latest
 * counts; absurd ones do not.
 */
final class RetryAfter {

	private static final Duration MOMENT = Duration.ofHours(1);

	private static final Pattern IN_TEXT = Pattern.compile("(?:try again|retry)\\s(?:in|after)\\s("
			+ DurationText.PATTERN + ")|retryDelay\\W{1,6}(" + DurationText.PATTERN + ")", Pattern.CASE_INSENSITIVE);

	private RetryAfter() {
	}

	static @Nullable Duration of(HttpFacts facts, Clock clock) {
		Instant now = clock.instant();
		Duration latest = inBody(facts);
		for (String value : facts.headers().values("retry-after")) {
			latest = later(latest, secondsOrDate(value, now));
		}
		for (String name : new String[] { "retry-after-ms", "x-ms-retry-after-ms" }) {
			for (String value : facts.headers().values(name)) {
				latest = later(latest, DurationText.parse(value, Duration.ofMillis(1)));
			}
		}
		return (facts.status() == 429) ? RateLimitHeaders.extend(latest, facts.headers(), now) : latest;
	}

	/**
	 * Returns the latest wish in the text.
	 */
	static @Nullable Duration in(String text) {
		Duration latest = null;
		Matcher matcher = IN_TEXT.matcher(text);
		while (matcher.find()) {
			String found = (matcher.group(1) != null) ? matcher.group(1) : matcher.group(2);
			latest = later(latest, DurationText.parse(found));
		}
		return latest;
	}

	/**
	 * Returns whether the body asks for a wait that no used-up quota would end with.
	 */
	static boolean asksForMoment(HttpFacts facts) {
		Duration wait = inBody(facts);
		return wait != null && wait.compareTo(MOMENT) <= 0;
	}

	static @Nullable Duration later(@Nullable Duration first, @Nullable Duration second) {
		if (first == null || second == null) {
			return (first != null) ? first : second;
		}
		return (second.compareTo(first) > 0) ? second : first;
	}

	/**
	 * Returns how long it is until then, nothing if that has passed.
	 */
	static @Nullable Duration until(Instant then, Instant now) {
		return then.isBefore(now) ? Duration.ZERO : DurationText.sane(Duration.between(now, then));
	}

	private static @Nullable Duration inBody(HttpFacts facts) {
		Duration latest = null;
		for (String delay : facts.delays()) {
			latest = later(latest, DurationText.parse(delay));
		}
		for (String text : facts.texts()) {
			latest = later(latest, in(text));
		}
		return latest;
	}

	private static @Nullable Duration secondsOrDate(String value, Instant now) {
		Duration seconds = DurationText.parse(value, Duration.ofSeconds(1));
		if (seconds != null) {
			return seconds;
		}
		try {
			return until(ZonedDateTime.parse(value.strip(), DateTimeFormatter.RFC_1123_DATE_TIME).toInstant(), now);
		}
		catch (DateTimeException ex) {
			return null;
		}
	}

}
