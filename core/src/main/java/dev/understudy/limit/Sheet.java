package dev.understudy.limit;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;

import dev.understudy.Price;
import org.jspecify.annotations.Nullable;

/**
 * The limits of a model in their windows of one moment, open for use.
 *
 * @param model the model's id
 * @param limits its limits
 * @param price what its tokens cost
 * @param windows the window of each limit
 * @param ledger counts, one account for each limit
 * @param told of each limit, whether it was told that it is nearly reached
 * @param until when the time on the wall has to be looked at again, in nanoseconds of the
 * ticker
 */
record Sheet(String model, List<Limit> limits, Price price, List<Window> windows, Ledger ledger,
		List<AtomicBoolean> told, long until) {

	static final int NOT_LIMITED = -1;

	/** Without limits no store is asked. */
	private static final Ledger UNBOUNDED = LimitStore.inMemory().open(List.of());

	/** How long windows are taken for granted, in case the time on the wall is set. */
	private static final Duration TRUST = Duration.ofMinutes(1);

	/** The first sheet for these limits, or the one after another. */
	static Sheet open(String model, Limits limits, Price price, LimitStore store, Moment moment,
			@Nullable Sheet before) {
		List<Window> windows = limits.all().stream().map((limit) -> limit.per().at(moment.wall)).toList();
		Ledger ledger = (before != null && before.counts(limits, windows)) ? before.ledger
				: ledger(model, limits, store, windows);
		List<AtomicBoolean> told = IntStream.range(0, windows.size())
			.mapToObj((i) -> told(limits.all().get(i), windows.get(i), before))
			.toList();
		return new Sheet(model, limits.all(), price, windows, ledger, told, until(windows, moment));
	}

	/** The place of a kind, or {@link #NOT_LIMITED}. */
	int place(LimitKind kind) {
		for (int i = 0; i < this.limits.size(); i++) {
			if (this.limits.get(i).kind() == kind) {
				return i;
			}
		}
		return NOT_LIMITED;
	}

	/** The ledger of a store that may be down, or takes its time. */
	@Nullable SteadyLedger steady() {
		return (this.ledger instanceof SteadyLedger steady) ? steady : null;
	}

	/** Whether nobody may reserve for now, whatever was used. */
	boolean refuses() {
		SteadyLedger steady = steady();
		return steady != null && steady.refuses();
	}

	/** What was used of a kind that is limited. */
	long used(int place) {
		return this.ledger.value(place);
	}

	boolean reached(int place) {
		return used(place) >= this.limits.get(place).max();
	}

	/** Whether something is to be told or done about what was used. */
	boolean noteworthy() {
		for (int i = 0; i < this.limits.size(); i++) {
			if (nearlyReached(i) && (!this.told.get(i).get() || reached(i))) {
				return true;
			}
		}
		return false;
	}

	/** Answers {@code true} once when a limit is nearly reached. */
	boolean tell(int place) {
		return nearlyReached(place) && this.told.get(place).compareAndSet(false, true);
	}

	private boolean nearlyReached(int place) {
		return used(place) >= this.limits.get(place).nearly();
	}

	private static Ledger ledger(String model, Limits limits, LimitStore store, List<Window> windows) {
		return limits.isEmpty() ? UNBOUNDED
				: store.open(IntStream.range(0, windows.size())
					.mapToObj((i) -> Account.of(model, limits.all().get(i), windows.get(i)))
					.toList());
	}

	private boolean counts(Limits others, List<Window> then) {
		return this.limits.equals(others.all()) && this.windows.equals(then);
	}

	/** A limit that was changed may be told of again, one that goes on may not. */
	private static AtomicBoolean told(Limit limit, Window window, @Nullable Sheet before) {
		int place = (before != null) ? before.limits.indexOf(limit) : NOT_LIMITED;
		return (before != null && place != NOT_LIMITED && before.windows.get(place).equals(window))
				? before.told.get(place) : new AtomicBoolean();
	}

	private static long until(List<Window> windows, Moment moment) {
		Instant first = moment.wall.plus(TRUST);
		for (Window window : windows) {
			first = window.end().isBefore(first) ? window.end() : first;
		}
		return moment.nanos + TimeUnit.NANOSECONDS.convert(Duration.between(moment.wall, first));
	}

	/**
	 * One moment on both clocks.
	 *
	 * @param wall the time on the wall
	 * @param nanos what the ticker showed right after it
	 */
	record Moment(Instant wall, long nanos) {
	}

}
