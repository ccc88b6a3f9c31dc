package dev.understudy.health;

import java.time.Duration;

/**
 * Refuses nonsense in health rules with a message of subject, value and rule.
 */
final class Check {

	/** What fits into nanoseconds. */
	private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE);

	private Check() {
	}

	static void positive(String subject, Duration value) {
		if (value.isNegative() || value.isZero()) {
			throw refuse(subject, value, "must be greater than zero");
		}
		bounded(subject, value);
	}

	static void notNegative(String subject, Duration value) {
		if (value.isNegative()) {
			throw refuse(subject, value, "must not be negative");
		}
		bounded(subject, value);
	}

	static void atLeastOne(String subject, int value) {
		if (value < 1) {
			throw refuse(subject, value, "must be 1 or more");
		}
	}

	static void share(String subject, double value) {
		if (!(value >= 0 && value <= 1)) {
			throw refuse(subject, value, "must be between 0 and 1");
		}
	}

	private static void bounded(String subject, Duration value) {
		if (value.compareTo(LONGEST) > 0) {
			throw refuse(subject, value, "must be shorter than 292 years");
		}
	}

	static IllegalArgumentException refuse(String subject, Object value, String rule) {
		return new IllegalArgumentException("'" + subject + "' is '" + value + "', " + rule);
	}

}
