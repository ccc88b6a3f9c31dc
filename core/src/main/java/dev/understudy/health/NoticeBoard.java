package dev.understudy.health;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import dev.understudy.Standby;
import dev.understudy.StandbyReason;
import org.jspecify.annotations.Nullable;

/**
 * The notices that matter of all that came, whatever their order, by the rules of
 * {@link StandbyNotice}: of each model and reason the latest lift, and each standby that
 * no lift ended and that no other one outdoes by ending as late and having been said as
 * late.
 * <p>
 * Bounded: beyond eight standbys for one reason, the latest one takes the place of the
 * one before. Thread-safe.
 */
public final class NoticeBoard {

	/** Standbys that are kept for one reason against one model. */
	static final int MOST = 8;

	private static final Duration LIFT_KEPT = Duration.ofDays(1);

	private static final Comparator<Key> ORDER = Comparator.comparing(Key::modelId).thenComparing(Key::reason);

	private final Map<Key, Entry> entries = new TreeMap<>(ORDER);

	/**
	 * Puts up a notice.
	 * @param notice what somebody said
	 * @return whether it is news: it changes what holds, or could once something is
	 * lifted
	 */
	public synchronized boolean add(StandbyNotice notice) {
		Key key = new Key(notice.modelId(), notice.reason());
		return this.entries.computeIfAbsent(key, (absent) -> new Entry()).add(notice);
	}

	/**
	 * All notices that matter.
	 * @return a copy, in the order of models and reasons
	 */
	public synchronized List<StandbyNotice> notices() {
		return this.entries.values().stream().flatMap((entry) -> entry.all().stream()).toList();
	}

	/**
	 * The notices of one model that matter.
	 * @param modelId the model
	 * @return a copy, in the order of reasons
	 */
	public synchronized List<StandbyNotice> of(String modelId) {
		return this.entries.entrySet()
			.stream()
			.filter((each) -> each.getKey().modelId().equals(modelId))
			.flatMap((each) -> each.getValue().all().stream())
			.toList();
	}

	/**
	 * Takes down standbys that are over, and lifts of more than a day ago.
	 * @param now the time on the wall
	 */
	public synchronized void forget(Instant now) {
		this.entries.values().removeIf((entry) -> entry.forget(now));
	}

	/** The version below which lifts are forgotten. */
	static long oldestLift(Instant now) {
		return now.minus(LIFT_KEPT).toEpochMilli();
	}

	/** Whether the first makes the second one superfluous. */
	private static boolean outdoes(StandbyNotice one, StandbyNotice other) {
		return one.version() >= other.version() && !end(one).isBefore(end(other));
	}

	private static Instant end(StandbyNotice notice) {
		Standby standby = notice.standby();
		return (standby != null && standby.until() != null) ? standby.until() : Instant.MAX;
	}

	/**
	 * Of whom and why.
	 */
	private record Key(String modelId, StandbyReason reason) {
	}

	/**
	 * What was said of one reason against one model.
	 */
	private static final class Entry {

		private final List<StandbyNotice> standbys = new ArrayList<>();

		private @Nullable StandbyNotice lift;

		boolean add(StandbyNotice notice) {
			if (this.lift != null && notice.version() <= this.lift.version()) {
				return false;
			}
			if (notice.standby() == null) {
				this.lift = notice;
				this.standbys.removeIf((each) -> each.version() <= notice.version());
				return true;
			}
			if (this.standbys.stream().anyMatch((each) -> outdoes(each, notice))) {
				return false;
			}
			this.standbys.removeIf((each) -> outdoes(notice, each));
			this.standbys.add(notice);
			this.standbys.sort(Comparator.comparing(StandbyNotice::version));
			if (this.standbys.size() > MOST) {
				this.standbys.remove(MOST - 1);
			}
			return true;
		}

		List<StandbyNotice> all() {
			List<StandbyNotice> all = new ArrayList<>(this.standbys);
			if (this.lift != null) {
				all.add(this.lift);
			}
			return all;
		}

		/** Answers whether nothing is left. */
		boolean forget(Instant now) {
			this.standbys.removeIf((each) -> !end(each).isAfter(now));
			if (this.lift != null && this.lift.version() < oldestLift(now)) {
				this.lift = null;
			}
			return this.standbys.isEmpty() && this.lift == null;
		}

	}

}
