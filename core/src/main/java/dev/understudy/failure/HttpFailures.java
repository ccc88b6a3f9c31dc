package dev.understudy.failure;

import java.time.Clock;
import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * Reads a throwable that stands for an HTTP answer.
 */
final class HttpFailures {

	private HttpFailures() {
	}

	/**
	 * Returns what the answer tells; null when there is neither a status nor a code.
	 */
	static @Nullable Evidence read(Throwable thrown, boolean trusted, Clock clock) {
		HttpFacts facts = HttpFacts.of(thrown, trusted);
		boolean fromClient = trusted
				|| (StatusRules.dependOnSender(facts.status()) && StackOrigin.of(thrown).sentByClient());
		Evidence told = told(facts, fromClient);
		if (told == null && facts.status() != 0) {
			told = StatusRules.evidence(facts.status(), fromClient);
		}
		if (told == null) {
			return null;
		}
		Duration retryAfter = RetryAfter.of(facts, clock);
		return new Evidence(told.kind(), told.strength(), facts.status(), retryAfter);
	}

	// code and words are weighed against each other: both may be there, and one too
	// general
	private static @Nullable Evidence told(HttpFacts facts, boolean fromClient) {
		FailureKind code = ErrorCodes.kind(facts.codes(), fromClient)
			.filter((kind) -> StatusRules.admitsCode(facts.status(), kind))
			.orElse(null);
		FailureKind words = words(facts);
		FailureKind kind = ErrorCodes.weightier(code, words);
		if (kind == null) {
			return null;
		}
		boolean guessed = code == null && facts.status() == 0 && !fromClient;
		return Evidence.of(kind, guessed ? Strength.HINT : strength(kind));
	}

	private static Strength strength(FailureKind kind) {
		return (kind == FailureKind.BAD_REQUEST) ? Strength.REFUSAL : Strength.CODE;
	}

	// Gemini speaks of quota and billing when a minute's share is used up
	private static @Nullable FailureKind words(HttpFacts facts) {
		FailureKind kind = Phrases.kind(facts.texts());
		if (kind == null || !StatusRules.admitsWords(facts.status(), kind)) {
			return null;
		}
		return (kind == FailureKind.QUOTA_EXHAUSTED && RetryAfter.asksForMoment(facts)) ? FailureKind.RATE_LIMIT : kind;
	}

}
