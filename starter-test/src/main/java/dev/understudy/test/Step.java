package dev.understudy.test;

import java.time.Duration;
import java.util.List;

import dev.understudy.Usage;
import dev.understudy.failure.FailureKind;
import org.jspecify.annotations.Nullable;

/**
 * What a model does when it is asked once.
 *
 * @param pieces what it says, piece by piece
 * @param ending what comes after that
 * @param kind the kind of the failure it ends with, {@code null} for another end
 * @param retryAfter how long it asks to stay away, {@code null} when it does not
 * @param thrown what it throws, {@code null} for nothing or a failure of a kind
 * @param delay how long it takes before it says anything
 * @param usage the tokens that it says were used
 */
record Step(List<?> pieces, Ending ending, @Nullable FailureKind kind, @Nullable Duration retryAfter,
		@Nullable Throwable thrown, Duration delay, @Nullable Usage usage) {

	Step {
		pieces = List.copyOf(pieces);
	}

	static Step answer(List<?> pieces) {
		return new Step(pieces, Ending.ANSWER, null, null, null, Duration.ZERO, null);
	}

	static Step failure(List<?> pieces, FailureKind kind, @Nullable Duration retryAfter) {
		return new Step(pieces, Ending.FAILURE, kind, retryAfter, null, Duration.ZERO, null);
	}

	static Step failure(List<?> pieces, Throwable thrown) {
		return new Step(pieces, Ending.FAILURE, null, null, thrown, Duration.ZERO, null);
	}

	static Step hang(List<?> pieces) {
		return new Step(pieces, Ending.HANG, null, null, null, Duration.ZERO, null);
	}

	Step after(Duration time) {
		return new Step(this.pieces, this.ending, this.kind, this.retryAfter, this.thrown, time, this.usage);
	}

	Step using(Usage tokens) {
		return new Step(this.pieces, this.ending, this.kind, this.retryAfter, this.thrown, this.delay, tokens);
	}

	/** Whether it lets time pass. */
	boolean waits() {
		return !this.delay.isZero() || this.ending == Ending.HANG;
	}

	/** What is thrown at its end, made anew unless it was given. */
	Throwable failureOf(String modelId) {
		if (this.thrown != null) {
			return this.thrown;
		}
		return new ScriptedFailureException(modelId, (this.kind != null) ? this.kind : FailureKind.UNKNOWN,
				this.retryAfter);
	}

	/**
	 * How a step ends.
	 */
	enum Ending {

		/** The answer is whole. */
		ANSWER,

		/** Something is thrown. */
		FAILURE,

		/** Nothing more comes, and no end. */
		HANG

	}

}
