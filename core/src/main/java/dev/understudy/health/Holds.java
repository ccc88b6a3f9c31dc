package dev.understudy.health;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

import dev.understudy.Standby;
import dev.understudy.StandbyReason;
import org.jspecify.annotations.Nullable;

/**
 * The reasons against a model, at most one of each, each with its own end. Immutable.
 * <p>
 * Remembers besides what late news from elsewhere could bring back, by the rules of
 * {@link StandbyNotice}: the version of the last lift of each reason, and the standbys
 * that end sooner than the one that stands, but were said after it.
 */
final class Holds {

	static final Holds NONE = new Holds(List.of(), List.of(), null);

	private static final int REASONS = StandbyReason.values().length;

	private final List<Hold> holds;

	/** Most models have none, nor lifts, and each has these fields. */
	private final @Nullable List<Hold> spares;

	/** By reason, each plus one; 0 for none. */
	private final long @Nullable [] lifts;

	/** When the last reason ends. */
	final long until;

	/** When the last reason ends that even a last resort respects. */
	final long bindingUntil;

	private Holds(List<Hold> holds, List<Hold> spares, long @Nullable [] lifts) {
		this.holds = List.copyOf(holds);
		this.spares = spares.isEmpty() ? null : List.copyOf(spares);
		this.lifts = lifts;
		this.until = latest((reason) -> true);
		this.bindingUntil = latest(StandbyReason.BINDING::contains);
	}

	/** When the last reason ends that is none of these. */
	long untilBut(Set<StandbyReason> reasons) {
		return latest((reason) -> !reasons.contains(reason));
	}

	/** When the last of the binding reasons ends that follows from no limit. */
	long orderedUntil() {
		return latest((reason) -> StandbyReason.BINDING.contains(reason) && !StandbyReason.LIMITS.contains(reason));
	}

	boolean isEmpty() {
		return this.holds.isEmpty();
	}

	/**
	 * With one more reason. Of two ends for the same reason the later one stands, of two
	 * notes that people wrote the newer one.
	 */
	Holds with(Hold added) {
		StandbyReason reason = added.standby().reason();
		if (added.version() <= lifted(reason) || all(reason).anyMatch((hold) -> hold.outdoes(added))) {
			return this;
		}
		Hold present = find(reason);
		List<Hold> rest = keep(spares(), (spare) -> !spare.isFor(reason) || !added.outdoes(spare));
		if (present == null) {
			return new Holds(plus(this.holds, added), rest, this.lifts);
		}
		if (present.until() > added.until()) {
			return new Holds(replaced(present, noted(present, added)), spared(rest, added), this.lifts);
		}
		Hold longer = noted(added.since(present), present);
		return new Holds(plus(keep(this.holds, (hold) -> hold != present), longer),
				added.outdoes(present) ? rest : spared(rest, present), this.lifts);
	}

	/** With one more reason, whose end stands whatever was said of it before. */
	Holds withEnd(Hold added) {
		Hold present = find(added.standby().reason());
		if (present == null) {
			return with(added);
		}
		Hold moved = present.endingWith(added);
		return moved.equals(present) ? this
				: new Holds(plus(keep(this.holds, (hold) -> hold != present), moved), spares(), this.lifts);
	}

	/**
	 * Without some reasons. What is not there is lifted too, for the sake of instances
	 * where it is.
	 */
	Holds lift(Set<StandbyReason> reasons, long version) {
		Holds left = this;
		for (StandbyReason reason : reasons) {
			if (has(reason) || StandbyNotice.REASONS.contains(reason)) {
				long seen = all(reason).mapToLong(Hold::version).max().orElse(0);
				left = left.lift(reason, Math.max(version, Math.max(seen, lifted(reason))));
			}
		}
		return left;
	}

	/** Without what was said of a reason up to a version. */
	Holds lift(StandbyReason reason, long version) {
		if (version <= lifted(reason)) {
			return this;
		}
		long[] last = (this.lifts != null) ? this.lifts.clone() : new long[REASONS];
		last[reason.ordinal()] = version + 1;
		Predicate<Hold> stays = (hold) -> !hold.isFor(reason) || hold.version() > version;
		List<Hold> kept = keep(this.holds, stays);
		List<Hold> rest = keep(spares(), stays);
		Hold next = rest.stream()
			.filter((spare) -> kept.size() < this.holds.size() && spare.isFor(reason))
			.max(Comparator.comparing(Hold::until))
			.orElse(null);
		return (next == null) ? new Holds(kept, rest, last)
				: new Holds(plus(kept, next), keep(rest, (spare) -> spare != next), last);
	}

	Holds live(long now) {
		return allLive(now) ? this : new Holds(keep(this.holds, (hold) -> hold.live(now)),
				keep(spares(), (spare) -> spare.live(now)), this.lifts);
	}

	List<Standby> standbys(long now) {
		return this.holds.stream().filter((hold) -> hold.live(now)).map(Hold::standby).toList();
	}

	boolean has(StandbyReason reason) {
		return find(reason) != null;
	}

	boolean hasAny(Set<StandbyReason> reasons) {
		for (Hold hold : this.holds) {
			if (reasons.contains(hold.standby().reason())) {
				return true;
			}
		}
		return false;
	}

	/** Whether nothing but one reason stands. */
	boolean only(StandbyReason reason) {
		return this.holds.size() == 1 && has(reason);
	}

	/** The version of the last lift of a reason, less than zero for none. */
	long lifted(StandbyReason reason) {
		return (this.lifts != null) ? this.lifts[reason.ordinal()] - 1 : -1;
	}

	/**
	 * The version that a word on a reason must exceed: that of its last lift and, where
	 * people write notes, of the last note.
	 */
	long said(StandbyReason reason) {
		long noted = (reason == StandbyReason.MANUAL) ? all(reason).mapToLong(Hold::version).max().orElse(-1) : -1;
		return Math.max(lifted(reason), noted);
	}

	/** Whether the same reasons stand, each with the same end. */
	boolean stand(Holds others) {
		return this.holds.equals(others.holds);
	}

	/** The reasons that the others do not have. */
	List<Standby> addedTo(Holds others) {
		if (this == others) {
			return List.of();
		}
		return this.holds.stream().map(Hold::standby).filter((standby) -> !others.has(standby.reason())).toList();
	}

	/** All that others are to know, lifts for as long as a board keeps them. */
	List<StandbyNotice> notices(String modelId, Ticker ticker) {
		long now = ticker.nanos();
		long oldest = Math.max(0, NoticeBoard.oldestLift(ticker.instant()));
		List<StandbyNotice> notices = new ArrayList<>();
		Stream.concat(this.holds.stream(), spares().stream())
			.filter((hold) -> hold.live(now) && StandbyNotice.REASONS.contains(hold.standby().reason()))
			.forEach((hold) -> notices.add(StandbyNotice.stands(modelId, told(hold.version()), hold.standby())));
		for (StandbyReason reason : StandbyNotice.REASONS) {
			if (lifted(reason) >= oldest) {
				notices.add(StandbyNotice.lifted(modelId, told(lifted(reason)), reason));
			}
		}
		return notices;
	}

	/**
	 * With one more, which takes the place of the one said before it when all are taken.
	 */
	private static List<Hold> spared(List<Hold> spares, Hold added) {
		List<Hold> all = plus(spares, added);
		all.sort(Comparator.comparing(Hold::version));
		List<Hold> same = keep(all, (spare) -> spare.isFor(added.standby().reason()));
		if (same.size() >= NoticeBoard.MOST) {
			all.remove(same.get(same.size() - 2));
		}
		return all;
	}

	/** With the note of another one, when people wrote both and that one is newer. */
	private static Hold noted(Hold shown, Hold other) {
		boolean later = other.version() > shown.version() || shown.standby().note() == null;
		return (shown.isFor(StandbyReason.MANUAL) && later) ? shown.notedAs(other) : shown;
	}

	private List<Hold> replaced(Hold present, Hold next) {
		return this.holds.stream().map((hold) -> (hold == present) ? next : hold).toList();
	}

	private static long told(long version) {
		return Math.min(version, StandbyNotice.LAST_VERSION);
	}

	private boolean allLive(long now) {
		for (int i = 0; i < this.holds.size(); i++) {
			if (!this.holds.get(i).live(now)) {
				return false;
			}
		}
		return true;
	}

	private List<Hold> spares() {
		return (this.spares != null) ? this.spares : List.of();
	}

	private Stream<Hold> all(StandbyReason reason) {
		return Stream.concat(this.holds.stream(), spares().stream()).filter((hold) -> hold.isFor(reason));
	}

	private @Nullable Hold find(StandbyReason reason) {
		for (Hold hold : this.holds) {
			if (hold.isFor(reason)) {
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

	private static List<Hold> keep(List<Hold> holds, Predicate<Hold> wanted) {
		return holds.stream().filter(wanted).toList();
	}

	private static List<Hold> plus(List<Hold> holds, Hold added) {
		List<Hold> all = new ArrayList<>(holds);
		all.add(added);
		return all;
	}

}
