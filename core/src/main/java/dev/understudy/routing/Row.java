package dev.understudy.routing;

import java.util.List;

import dev.understudy.health.ModelHealth;

/**
 * The places of a chain in the order written, laid out so that many models on standby are
 * passed over quickly. Immutable.
 */
final class Row {

	private final Seat[] seats;

	private final ModelHealth[] health;

	Row(List<Seat> seats) {
		this.seats = seats.toArray(Seat[]::new);
		this.health = seats.stream().map((seat) -> seat.live().health()).toArray(ModelHealth[]::new);
	}

	int size() {
		return this.seats.length;
	}

	Seat seat(int index) {
		return this.seats[index];
	}

	List<Seat> all() {
		return List.of(this.seats);
	}

	/**
	 * The first place from an index on whose model no reason stands against; the size for
	 * none.
	 */
	int usable(int from, Demands demands, long now) {
		int index = from;
		while (index < this.health.length && !usable(this.health[index], this.seats[index], demands, now)) {
			index++;
		}
		return index;
	}

	/**
	 * Whether a place before an index could have been used, were it not for its model.
	 */
	boolean passesOver(int index, Demands demands) {
		for (int i = 0; i < index; i++) {
			if (this.seats[i].opens(demands)) {
				return true;
			}
		}
		return false;
	}

	private static boolean usable(ModelHealth health, Seat seat, Demands demands, long now) {
		return health.usableFrom() <= now && seat.opens(demands);
	}

}
