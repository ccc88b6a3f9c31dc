package dev.understudy.failure;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;

/**
 * What the standard classifier makes of a throwable, at noon of a fixed day.
 */
final class Classified {

	static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

	static final Clock CLOCK = Clock.fixed(NOON, ZoneOffset.UTC);

	private static final FailureClassifier STANDARD = FailureClassifier.standard(CLOCK);

	private static final FailureClassifier TRUSTING = FailureClassifier.standard(CLOCK, ClientTrust.EVERYTHING);

	private Classified() {
	}

	static Failure failure(Throwable thrown) {
		return STANDARD.classify(thrown).orElseThrow();
	}

	static FailureKind kind(Throwable thrown) {
		return failure(thrown).kind();
	}

	static FailureKind trustedKind(Throwable thrown) {
		return TRUSTING.classify(thrown).orElseThrow().kind();
	}

}
