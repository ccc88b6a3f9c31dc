package dev.understudy.health;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

import dev.understudy.Standby;
import dev.understudy.StandbyReason;
import org.jspecify.annotations.Nullable;

/**
 * The reasons against a model, at most one of each, each with its own end. Immutable.
 */
final class Holds {

	static final Holds NONE = new Holds(List.of());

	private final List<Hold> holds;

	/** When the first reason ends: until then all are live. */
	private final long firstEnd;

	/** When the last reason ends. */
	final long until;

	/** When the last reason ends that even a last resort respects. */
	final long bindingUntil;

	private Holds(List<Hold> holds) {
		this.holds = List.copyOf(holds);
		this.firstEnd = holds.stream().mapToLong(Hold::until).min().orElse(Hold.ENDLESS);
		this.until = latest((reason) -> true);
		this.bindingUntil = latest(StandbyReason.BINDING::contains);
	}

	boolean isEmpty() {
		return this.holds.isEmpty();
	}

	/**
	 * With one more reason. Of two ends for the same reason the later one stands, of two
	 * notes that people wrote the newer one.
	 */
	Holds with(Hold added) {
		Hold present = find(added.standby().reason());
		if (present == null) {
			return new Holds(plus(this.holds, added));
		}
		Hold next = (present.until() < added.until()) ? present.endingWith(added) : renamed(present, added);
		return next.equals(present) ? this : new Holds(plus(without(present.standby().reason()), next));
	}

	/** With one more reason, whose end stands whatever was said of it before. */
	Holds withEnd(Hold added) {
		StandbyReason reason = added.standby().reason();
		Hold present = find(reason);
		if (present == null) {
			return with(added);
		}
		Hold moved = present.endingWith(added);
		return moved.equals(present) ? this : new Holds(plus(without(reason), moved));
	}

	Holds lift(Set<StandbyReason> reasons) {
		return keep((hold) -> !reasons.contains(hold.standby().reason()));
	}

	Holds live(long now) {
		return (this.firstEnd > now) ? this : keep((hold) -> hold.live(now));
	}

	List<Standby> standbys(long now) {
		return this.holds.stream().filter((hold) -> hold.live(now)).map(Hold::standby).toList();
	}

	boolean has(StandbyReason reason) {
		return find(reason) != null;
	}

	/** The reasons that the others do not have. */
	List<Standby> addedTo(Holds others) {
		if (this == others) {
			return List.of();
		}
		return this.holds.stream().map(Hold::standby).filter((standby) -> !others.has(standby.reason())).toList();
	}

	private static Hold renamed(Hold present, Hold added) {
		return (present.standby().reason() == StandbyReason.MANUAL) ? present.notedAs(added) : present;
	}

	private Holds keep(Predicate<Hold> wanted) {
		List<Hold> kept = this.holds.stream().filter(wanted).toList();
		if (kept.size() == this.holds.size()) {
			return this;
		}
		return kept.isEmpty() ? NONE : new Holds(kept);
	}

	private List<Hold> without(StandbyReason reason) {
		return this.holds.stream().filter((hold) -> hold.standby().reason() != reason).toList();
	}

	private @Nullable Hold find(StandbyReason reason) {
		for (Hold hold : this.holds) {
			if (hold.standby().reason() == reason) {
				return hold;
			}
		}
		return null;
	}

	private long latest(Predicate<StandbyReason> wanted) {
		long latest = 0;
		for (Hold hold : this.holds) {
			if (wanted.test(hold.standby().reason())) {
				latest = Math.max(latest, hold.until());
			}
		}
		return latest;
	}

	private static List<Hold> plus(List<Hold> holds, Hold added) {
		List<Hold> all = new ArrayList<>(holds);
		all.add(added);
		return all;
	}

}
