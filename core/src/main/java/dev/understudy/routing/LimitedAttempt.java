package dev.understudy.routing;

import java.time.Duration;

import dev.understudy.CurrentModel;
import dev.understudy.Model;
import dev.understudy.Usage;
import dev.understudy.limit.Reservation;

/**
 * A running attempt of a model whose use is bounded.
 *
 * @param seat the model's place
 * @param reservation what counts for its limits
 */
record LimitedAttempt(Seat seat, Reservation reservation) implements CurrentModel.Running {

	@Override
	public Model model() {
		return this.seat.model();
	}

	@Override
	public void used(Usage usage) {
		this.seat.used(usage);
		this.reservation.used(usage);
	}

	@Override
	public void usedUp(Duration wait) {
		this.seat.usedUp(wait);
	}

}
