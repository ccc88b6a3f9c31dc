package dev.understudy.health;

import java.util.ArrayList;
import java.util.List;

import dev.understudy.StandbyReason;

/**
 * How far a failing model has come in proving itself. Immutable.
 *
 * @param reason why it has to
 * @param cooldown how long it stood down for that, in nanoseconds
 * @param version that of the standby which it follows, as in {@link StandbyNotice}
 * @param places those that are taken, at most as many as the rules let through at once
 * @param successes how many attempts have succeeded
 */
record Trial(StandbyReason reason, long cooldown, long version, List<Place> places, int successes) {

	static Trial after(Hold hold, long cooldown) {
		return new Trial(hold.standby().reason(), cooldown, hold.version(), List.of(), 0);
	}

	/** As one that follows another standby too, if that is for the same reason. */
	Trial following(Hold hold) {
		return (hold.isFor(this.reason) && hold.version() > this.version)
				? new Trial(this.reason, this.cooldown, hold.version(), this.places, this.successes) : this;
	}

	/** Whether one of so many places is free. */
	boolean hasPlace(int most, long now) {
		int taken = 0;
		for (int i = 0; i < this.places.size(); i++) {
			taken += this.places.get(i).lost(now) ? 0 : 1;
		}
		return taken < most;
	}

	/** With a place for the lease, and without those that are lost. */
	Trial admit(Lease lease, long now, long patience) {
		List<Place> taken = new ArrayList<>(this.places);
		taken.removeIf((place) -> place.lost(now));
		taken.add(Place.of(lease, now, patience));
		return new Trial(this.reason, this.cooldown, this.version, List.copyOf(taken), this.successes);
	}

	/** Whether the lease still has its place and so may decide. */
	boolean holds(Lease lease, long now) {
		return this.places.stream().anyMatch((place) -> place.lease == lease && !place.lost(now));
	}

	Trial without(Lease lease) {
		return new Trial(this.reason, this.cooldown, this.version, others(lease), this.successes);
	}

	Trial succeeded(Lease lease) {
		return new Trial(this.reason, this.cooldown, this.version, others(lease), this.successes + 1);
	}

	private List<Place> others(Lease lease) {
		return this.places.stream().filter((place) -> place.lease != lease).toList();
	}

	/**
	 * The right of one lease to decide.
	 *
	 * @param lease the lease
	 * @param until when it is lost, in nanoseconds of the ticker
	 */
	record Place(Lease lease, long until) {

		static Place of(Lease lease, long now, long patience) {
			return new Place(lease, (patience < Hold.ENDLESS - now) ? now + patience : Hold.ENDLESS);
		}

		boolean lost(long now) {
			return now > this.until;
		}

	}

}
