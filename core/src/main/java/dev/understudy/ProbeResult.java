package dev.understudy;

import java.time.Duration;
import java.time.Instant;

import dev.understudy.failure.FailureKind;
import org.jspecify.annotations.Nullable;

/**
 * What came of a health check.
 *
 * @param model the model's id
 * @param verdict what the check found
 * @param at when it ended
 * @param took how long it ran
 * @param failure what went wrong, {@code null} when nothing did
 */
public record ProbeResult(String model, Verdict verdict, Instant at, Duration took, @Nullable FailureKind failure) {

	/**
	 * Whether the model can be called as far as the check could tell.
	 * @return {@code true} for a model that was reached
	 */
	public boolean reachable() {
		return this.verdict == Verdict.REACHABLE;
	}

	/**
	 * What a check can find.
	 */
	public enum Verdict {

		/** The model's provider answered, be it with a refusal. */
		REACHABLE,

		/** The model did not answer as it should. */
		FAILED,

		/** Nobody knows how to probe this model. */
		UNSUPPORTED

	}

}
