package dev.understudy.failure;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;

import org.jspecify.annotations.Nullable;

/**
 * Reads the headers in which providers tell when their limits start anew. A limit of
 * which something is left is not the one that was hit.
 */
final class RateLimitHeaders {

	private static final String[] DATED = { "requests", "tokens", "input-tokens", "output-tokens" };

	private static final String[] MEASURED = { "-requests", "-tokens", "" };

	private static final long FIRST_EPOCH_MILLI = 1_000_000_000_000L;

	private RateLimitHeaders() {
	}

	/**
	 * Returns the latest of the dates and the wait that was found elsewhere; the lengths
	 * of time only when there is nothing else.
	 */
	static @Nullable Duration extend(@Nullable Duration found, Headers headers, Instant now) {
		Duration latest = found;
		for (String limit : DATED) {
			String prefix = "anthropic-ratelimit-" + limit;
			if (isUsedUp(headers, prefix + "-remaining")) {
				for (String value : headers.values(prefix + "-reset")) {
					latest = RetryAfter.later(latest, date(value, now));
				}
			}
		}
		return (latest != null) ? latest : measured(headers, now);
	}

	private static @Nullable Duration measured(Headers headers, Instant now) {
		Duration latest = null;
		for (String limit : MEASURED) {
			if (isUsedUp(headers, "x-ratelimit-remaining" + limit)) {
				for (String value : headers.values("x-ratelimit-reset" + limit)) {
					latest = RetryAfter.later(latest, length(value, now));
				}
			}
		}
		return latest;
	}

	private static boolean isUsedUp(Headers headers, String name) {
		return headers.values(name).stream().allMatch((left) -> left.strip().equals("0"));
	}

	private static @Nullable Duration date(String value, Instant now) {
		try {
			return RetryAfter.until(OffsetDateTime.parse(value.strip()).toInstant(), now);
		}
		catch (DateTimeException ex) {
			return null;
		}
	}

	private static @Nullable Duration length(String value, Instant now) {
		String text = value.strip();
		if (!text.matches("\\d{10,15}")) {
			Duration seconds = DurationText.parse(text, Duration.ofSeconds(1));
			return (seconds != null) ? seconds : DurationText.parse(text);
		}
		long number = Long.parseLong(text);
		return RetryAfter
			.until((number >= FIRST_EPOCH_MILLI) ? Instant.ofEpochMilli(number) : Instant.ofEpochSecond(number), now);
	}

}
