package dev.understudy.routing;

import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.DoubleSupplier;

import dev.understudy.Model;
import dev.understudy.health.Lease;
import dev.understudy.limit.Allowance;
import dev.understudy.limit.Reservation;
import dev.understudy.selection.SelectionStrategy;
import dev.understudy.selection.Strategies;
import org.jspecify.annotations.Nullable;

/**
 * Who is left to be tried in one call through one chain. Belongs to one call and is not
 * thread-safe. Looking for the next model allocates nothing but its lease.
 */
final class Lineup extends ChainView {

	private static final int WORD = Long.SIZE;

	/** The lineup that this one goes on for. */
	private final @Nullable Lineup before;

	private Demands demands;

	private Tier tier = Tier.REGULAR;

	/** All indexes before it are gone. */
	private int cursor;

	/** Who was taken or passed over in a chain of up to 64 places, one bit each. */
	private long gone;

	/** The same for a longer chain. */
	private final @Nullable BitSet goneFurther;

	private boolean passedOver;

	private @Nullable Map<String, Set<String>> reasons;

	/** Whether the answer comes piece by piece. */
	private boolean streaming;

	/** Whether nobody may wait for a reservation. */
	private boolean patient;

	/** What was asked for and may come later, {@code null} for nothing. */
	private @Nullable Booking booking;

	/** Of which no store has told before the call had its end. */
	private @Nullable Seat undecided;

	private final Engagement engagement;

	Lineup(ChainPlan chain, CallSpec spec, DoubleSupplier random) {
		this(chain, spec, random, spec.demands(), new Engagement(chain.name()), null);
	}

	private Lineup(ChainPlan chain, CallSpec spec, DoubleSupplier random, Demands demands, Engagement engagement,
			@Nullable Lineup before) {
		super(chain, spec, random);
		this.demands = demands;
		this.engagement = engagement;
		this.before = before;
		this.goneFurther = (size() > WORD) ? new BitSet(size()) : null;
	}

	/** The lineup of another chain that goes on for this one. */
	Lineup rerouted(ChainPlan target) {
		Lineup next = new Lineup(target, spec(), random(), this.demands, this.engagement, this);
		next.passedOver = this.passedOver;
		next.streaming = this.streaming;
		next.patient = this.patient;
		return next;
	}

	/** Answers come piece by piece. */
	void streaming() {
		this.streaming = true;
	}

	/** Reservations may come later, and nobody waits for them on a thread. */
	void reserveLater() {
		this.patient = true;
	}

	/** What is to come before the next model can be taken, {@code null} for nothing. */
	@Nullable Booking booking() {
		return this.booking;
	}

	/** Nobody waits for it any more. */
	void leaveBooking() {
		if (this.booking != null) {
			this.undecided = this.booking.seat();
			this.booking.leave();
			this.booking = null;
		}
	}

	/** Takes over a lease of the first model in the order written that gave one. */
	void opened(int index, Lease given) {
		for (int i = 0; i < index; i++) {
			if (remaining(i)) {
				leave(i);
				this.passedOver = true;
			}
		}
		leave(index);
		lookAt(given.since());
		this.engagement.engage(seatAt(index), given, null);
	}

	/** The model that was taken last, or looked at, for this lineup or the one before. */
	Engagement engagement() {
		return this.engagement;
	}

	/** The place whose model is tried, once {@link #take} has found one. */
	Seat seat() {
		return this.engagement.seat();
	}

	/** Whether a model that should have been used before was on standby or full. */
	boolean hasPassedOver() {
		return this.passedOver;
	}

	/**
	 * Takes a lease of the model whose booking has come, else of the next one;
	 * {@code false} when nobody is left, or when a booking is to come.
	 */
	boolean take(long at) {
		Booking booked = this.booking;
		if (booked != null) {
			lookAt(at);
			if (!booked.isOver(at)) {
				return false;
			}
			this.booking = null;
			if (granted(booked.seat(), booked.take())) {
				return true;
			}
			if (!this.engagement.isOf(booked.seat())) {
				passOver(booked.seat());
			}
		}
		return advance(at, false);
	}

	/** Moves on to the next model that may be used, without a lease. */
	boolean look(long at) {
		return advance(at, true);
	}

	/** Takes another lease of the model that was tried last. */
	boolean takeAgain(long at) {
		lookAt(at);
		return lease(seat());
	}

	/** Begins anew, as if nobody had been passed over. */
	void restart(boolean anyway) {
		this.gone = 0;
		if (this.goneFurther != null) {
			this.goneFurther.clear();
		}
		this.passedOver = false;
		this.reasons = null;
		enter(anyway ? Tier.ANYWAY : Tier.REGULAR);
	}

	/** Learns that the prompt does not fit the model that was tried last. */
	void overflowed() {
		this.demands = this.demands.overflowing(seat().model());
	}

	/** When a model that can serve may be used, now or later. */
	long usableFrom() {
		return chain().usableFrom(this.demands);
	}

	/** When the first model that is out now may be used again, if time brings it. */
	long firstReturn(long at) {
		long first = chain().firstReturn(this.demands, at);
		return (this.before != null) ? Math.min(first, this.before.firstReturn(at)) : first;
	}

	/**
	 * Why models were not tried: all of them when none answered, else those before the
	 * one that answered, and those that the strategy would have taken into account. One
	 * that was still being reserved when the call ended was not passed over.
	 */
	Map<String, Set<String>> skipped(Set<String> tried, @Nullable Model answered, long at) {
		Map<String, Set<String>> skipped = new LinkedHashMap<>();
		if (this.before != null) {
			skipped.putAll(this.before.skipped(tried, null, at));
		}
		boolean compared = this.passedOver && (spec().hasKey() || chain().settings().strategy() != Strategies.PRIORITY);
		boolean ahead = true;
		for (int i = 0; i < size(); i++) {
			Seat each = seatAt(i);
			ahead = ahead && !(answered != null && each.model().id().equals(answered.id()));
			boolean unmet = this.demands.unmetBy(each) != null;
			boolean out = (answered == null || compared) && !unmet && !each.live().usable(at);
			if (ahead && (unmet || isGone(i)) || out) {
				skipped.put(each.model().id(), reasons(each, at));
			}
		}
		if (this.reasons != null) {
			skipped.putAll(this.reasons);
		}
		if (this.undecided != null) {
			skipped.remove(this.undecided.model().id());
		}
		skipped.keySet().removeAll(tried);
		return skipped;
	}

	@Override
	public boolean remaining(int index) {
		Seat each = seatAt(index);
		return !isGone(index) && this.tier.includes(each) && this.demands.unmetBy(each) == null;
	}

	@Override
	public boolean open(int index) {
		return remaining(index) && (!this.passedOver || usable(seatAt(index)));
	}

	@Override
	public int first() {
		while (this.cursor < size() && !remaining(this.cursor)) {
			this.cursor++;
		}
		return (this.cursor < size()) ? this.cursor : SelectionStrategy.NOBODY;
	}

	private boolean advance(long at, boolean lookOnly) {
		lookAt(at);
		while (true) {
			int choice = choose();
			if (choice != SelectionStrategy.NOBODY) {
				Seat candidate = seatAt(choice);
				leave(choice);
				if (lookOnly ? shows(candidate) : lease(candidate)) {
					return true;
				}
				if (this.booking != null) {
					return false;
				}
				passOver(candidate);
			}
			else if (this.tier != Tier.LAST_RESORT) {
				enter(Tier.LAST_RESORT);
			}
			else {
				return false;
			}
		}
	}

	private int choose() {
		String wanted = spec().first();
		int favourite = (wanted != null && this.tier == Tier.REGULAR) ? indexOf(wanted) : SelectionStrategy.NOBODY;
		if (favourite != SelectionStrategy.NOBODY) {
			return favourite;
		}
		if (this.tier == Tier.LAST_RESORT) {
			return first();
		}
		return (spec().hasKey() ? Strategies.PINNED : chain().strategy()).next(this);
	}

	/** A last resort that can serve without being one is as good as any other. */
	private int indexOf(String modelId) {
		for (int i = 0; i < size(); i++) {
			Seat each = seatAt(i);
			if (each.model().id().equals(modelId)) {
				boolean left = !isGone(i) && this.demands.unmetBy(each) == null;
				return (left && (!each.settings().lastResort() || usable(each))) ? i : SelectionStrategy.NOBODY;
			}
		}
		return SelectionStrategy.NOBODY;
	}

	private boolean shows(Seat candidate) {
		boolean usable = usable(candidate);
		if (usable) {
			this.engagement.lookAt(candidate);
		}
		return usable;
	}

	private boolean lease(Seat candidate) {
		Allowance allowance = candidate.live().allowance();
		if (allowance == null) {
			return lease(candidate, null);
		}
		// Asked before, so that a model that cannot be used costs its limits nothing.
		if (!usable(candidate) || !candidate.live().admit()) {
			return false;
		}
		if (!this.patient || !allowance.takesTime()) {
			return reserve(candidate, allowance);
		}
		Booking booked = new Booking(candidate, allowance.claim(now()), now());
		if (!booked.claim().isDone()) {
			this.booking = booked;
			return false;
		}
		return granted(candidate, booked.take());
	}

	private boolean reserve(Seat candidate, Allowance allowance) {
		Reservation reserved;
		try {
			reserved = allowance.reserve(now());
		}
		catch (Throwable ex) {
			candidate.live().left();
			throw ex;
		}
		return granted(candidate, reserved);
	}

	/** For an attempt that is admitted, which ends here where it gets no lease. */
	private boolean granted(Seat candidate, @Nullable Reservation reserved) {
		if (reserved == null) {
			candidate.live().left();
			return false;
		}
		boolean leased;
		try {
			leased = lease(candidate, reserved);
		}
		catch (Throwable ex) {
			candidate.live().left();
			reserved.giveBack();
			throw ex;
		}
		if (!leased) {
			reserved.giveBack();
		}
		return leased;
	}

	private boolean lease(Seat candidate, @Nullable Reservation reserved) {
		LiveModel live = candidate.live();
		long patience = patience(candidate);
		Lease given;
		if (this.tier == Tier.REGULAR) {
			given = (reserved != null) ? live.leaseReserved(now(), patience) : live.lease(now(), patience);
		}
		else {
			given = (reserved != null) ? live.leaseReservedAnyway(now(), patience) : live.leaseAnyway(now(), patience);
		}
		if (given == null) {
			return false;
		}
		this.engagement.engage(candidate, given, reserved);
		return true;
	}

	/** A stream that is watched for its next piece may take as long as it likes. */
	private long patience(Seat candidate) {
		boolean watched = this.streaming && !chain().settings().streams().idle().isZero();
		return watched ? Long.MAX_VALUE : candidate.patience();
	}

	private boolean usable(Seat candidate) {
		return (this.tier == Tier.REGULAR) ? candidate.live().usable(now()) : candidate.live().usableAnyway(now());
	}

	private void passOver(Seat candidate) {
		this.passedOver = true;
		if (spec().reporting()) {
			if (this.reasons == null) {
				this.reasons = new LinkedHashMap<>();
			}
			this.reasons.put(candidate.model().id(), reasons(candidate, now()));
		}
	}

	private void enter(Tier next) {
		this.tier = next;
		this.cursor = 0;
	}

	private void leave(int index) {
		if (this.goneFurther != null) {
			this.goneFurther.set(index);
		}
		else {
			this.gone |= 1L << index;
		}
	}

	private boolean isGone(int index) {
		return (this.goneFurther != null) ? this.goneFurther.get(index) : (this.gone & (1L << index)) != 0;
	}

	private Set<String> reasons(Seat candidate, long at) {
		String unmet = this.demands.unmetBy(candidate);
		return (unmet != null) ? Set.of(unmet) : candidate.live().reasonsAgainst(at);
	}

	/**
	 * Which of a chain's models are looked at.
	 */
	private enum Tier {

		/** All but last resorts, as long as they may be used. */
		REGULAR,

		/** All but last resorts, even on standby. */
		ANYWAY,

		/** Last resorts, even on standby. */
		LAST_RESORT;

		boolean includes(Seat seat) {
			return seat.settings().lastResort() == (this == LAST_RESORT);
		}

	}

}
