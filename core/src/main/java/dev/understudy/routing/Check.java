package dev.understudy.routing;

import java.time.Duration;

/**
 * Refuses nonsense in settings with a message of subject, value and rule.
 */
final class Check {

	/** What fits into nanoseconds. */
	private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE);

	private Check() {
	}

	static void name(String subject, String value) {
		if (value.isBlank()) {
			throw refuse(subject, value, "must not be blank");
		}
	}

	static void positive(String subject, Duration value) {
		if (value.isNegative() || value.isZero()) {
			throw refuse(subject, value, "must be greater than zero");
		}
		bounded(subject, value);
	}

	static void notNegative(String subject, Duration value) {
		if (value.isNegative()) {
			throw refuse(subject, value, "must not be negative; zero means none");
		}
		bounded(subject, value);
	}

	static void notNegative(String subject, double value) {
		if (!(value >= 0) || Double.isInfinite(value)) {
			throw refuse(subject, value, "must be a number of zero or more");
		}
	}

	static void atLeastOne(String subject, int value) {
		if (value < 1) {
			throw refuse(subject, value, "must be 1 or more");
		}
	}

	static void multiplier(String subject, double value) {
		if (!(value >= 1) || Double.isInfinite(value)) {
			throw refuse(subject, value, "must be a number of 1 or more");
		}
	}

	private static void bounded(String subject, Duration value) {
		if (value.compareTo(LONGEST) > 0) {
			throw refuse(subject, value, "must be shorter than 292 years");
		}
	}

	static IllegalArgumentException refuse(String subject, Object value, String rule) {
		return new IllegalArgumentException(subject + " is '" + value + "', " + rule);
	}

}
