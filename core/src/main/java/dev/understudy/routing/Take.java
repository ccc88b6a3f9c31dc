package dev.understudy.routing;

import java.time.Duration;
import java.time.Instant;

import dev.understudy.Attempt;
import dev.understudy.failure.Failure;
import org.jspecify.annotations.Nullable;

/**
 * An attempt as its call keeps it, until somebody wants to hear of it.
 *
 * @param seat the model's place
 * @param number 1, 2, 3 over the whole call
 * @param began when it began, in nanoseconds of the ticker
 * @param took how long it ran
 * @param failure why it failed, {@code null} when it succeeded
 */
record Take(Seat seat, int number, long began, long took, @Nullable Failure failure) {

	/**
	 * The attempt as callers see it.
	 * @param wall the time on the wall at some moment
	 * @param nanos what the ticker showed at that moment
	 */
	Attempt told(Instant wall, long nanos) {
		return new Attempt(this.seat.model(), this.number, wall.minusNanos(nanos - this.began),
				Duration.ofNanos(this.took), this.failure);
	}

}
