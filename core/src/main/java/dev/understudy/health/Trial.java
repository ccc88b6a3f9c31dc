package dev.understudy.health;

import java.util.ArrayList;
import java.util.List;

import dev.understudy.StandbyReason;
import org.jspecify.annotations.Nullable;

/**
 * How far a failing model has come in proving itself. Immutable.
 *
 * @param reason why it has to
 * @param cooldown how long it stood down for that, in nanoseconds
 * @param places the leases that are out, at most as many as the rules let through at once
 * @param successes how many of them have succeeded
 */
record Trial(StandbyReason reason, long cooldown, List<Lease> places, int successes) {

	static Trial after(StandbyReason reason, long cooldown) {
		return new Trial(reason, cooldown, List.of(), 0);
	}

	/** With a place for the lease, or {@code null} when all places are taken. */
	@Nullable Trial admit(Lease lease, int most, long now) {
		List<Lease> taken = new ArrayList<>(this.places);
		taken.removeIf((place) -> place.expired(now));
		if (taken.size() >= most) {
			return null;
		}
		taken.add(lease);
		return new Trial(this.reason, this.cooldown, List.copyOf(taken), this.successes);
	}

	boolean hasPlace(int most, long now) {
		return this.places.stream().filter((place) -> !place.expired(now)).count() < most;
	}

	/** Whether the lease still has its place and so may decide. */
	boolean holds(Lease lease, long now) {
		return this.places.contains(lease) && !lease.expired(now);
	}

	Trial without(Lease lease) {
		return new Trial(this.reason, this.cooldown, others(lease), this.successes);
	}

	Trial succeeded(Lease lease) {
		return new Trial(this.reason, this.cooldown, others(lease), this.successes + 1);
	}

	private List<Lease> others(Lease lease) {
		return this.places.stream().filter((place) -> place != lease).toList();
	}

}
