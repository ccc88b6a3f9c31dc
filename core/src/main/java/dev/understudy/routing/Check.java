package dev.understudy.routing;

import java.time.Duration;

/**
 * Refuses nonsense in settings with a message of subject, value and rule.
 */
final class Check {

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
	}

	static void notNegative(String subject, Duration value) {
		if (value.isNegative()) {
			throw refuse(subject, value, "must not be negative; zero means none");
		}
	}

	static void notNegative(String subject, double value) {
		if (!(value >= 0) || Double.isInfinite(value)) {
			throw refuse(subject, value, "must be a number of zero or more");
		}
	}

	static void atLeastOne(String subject, double value) {
		if (!(value >= 1) || Double.isInfinite(value)) {
			throw refuse(subject, value, "must be 1 or more");
		}
	}

	static IllegalArgumentException refuse(String subject, Object value, String rule) {
		return new IllegalArgumentException(subject + " is '" + value + "', " + rule);
	}

}
