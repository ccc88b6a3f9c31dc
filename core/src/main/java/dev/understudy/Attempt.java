package dev.understudy;

import java.time.Duration;
import java.time.Instant;

import dev.understudy.failure.Failure;
import org.jspecify.annotations.Nullable;

/**
 * One try of one model.
 *
 * @param model the model that was tried
 * @param number 1, 2, 3 over the whole call
 * @param at when it began
 * @param took how long it ran
 * @param failure why it failed, {@code null} when it succeeded
 */
public record Attempt(Model model, int number, Instant at, Duration took, @Nullable Failure failure) {

	public Attempt {
		if (number < 1) {
			throw new IllegalArgumentException(
					"Number of an attempt of model '" + model.id() + "' is '" + number + "', must be 1 or more");
		}
		if (took.isNegative()) {
			throw new IllegalArgumentException(
					"Length of an attempt of model '" + model.id() + "' is '" + took + "', must not be negative");
		}
	}

	/**
	 * Whether the model answered.
	 * @return {@code true} without a failure
	 */
	public boolean succeeded() {
		return this.failure == null;
	}

}
