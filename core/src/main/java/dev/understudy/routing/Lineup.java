package dev.understudy.routing;

import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.DoubleSupplier;

import dev.understudy.Model;
import dev.understudy.health.Lease;
import dev.understudy.selection.Candidates;
import dev.understudy.selection.SelectionStrategy;
import dev.understudy.selection.Strategies;
import org.jspecify.annotations.Nullable;

/**
 * Who is left to be tried in one call through one chain. Belongs to one call and is not
 * thread-safe.
 */
final class Lineup implements Candidates {

	private static final int WORD = Long.SIZE;

	private final ChainPlan chain;

	private final CallSpec spec;

	private final Demands demands;

	private final DoubleSupplier random;

	private Tier tier = Tier.REGULAR;

	/** All indexes before it are gone. */
	private int cursor;

	private long gone;

	private @Nullable BitSet goneFurther;

	private int passedOver;

	private @Nullable Map<String, Set<String>> reasons;

	private long turn = -1;

	private long now;

	private @Nullable Seat seat;

	private @Nullable Lease lease;

	Lineup(ChainPlan chain, CallSpec spec, DoubleSupplier random) {
		this(chain, spec, new Demands(spec.requires()), random);
	}

	private Lineup(ChainPlan chain, CallSpec spec, Demands demands, DoubleSupplier random) {
		this.chain = chain;
		this.spec = spec;
		this.demands = demands;
		this.random = random;
	}

	/** The lineup of another chain that goes on for this one. */
	Lineup rerouted(ChainPlan target) {
		Lineup next = new Lineup(target, this.spec, this.demands, this.random);
		next.passedOver = this.passedOver;
		next.reasons = this.reasons;
		next.seat = this.seat;
		next.lease = this.lease;
		return next;
	}

	ChainPlan chain() {
		return this.chain;
	}

	/** The place whose model is tried, once {@link #take} has found one. */
	Seat seat() {
		Seat taken = this.seat;
		if (taken == null) {
			throw new IllegalStateException("No model of chain '" + this.chain.name() + "' was taken yet");
		}
		return taken;
	}

	Lease lease() {
		Lease given = this.lease;
		if (given == null) {
			throw new IllegalStateException("No lease for chain '" + this.chain.name() + "' was given yet");
		}
		return given;
	}

	/** Whether a model that should have been used before was on standby or full. */
	boolean hasPassedOver() {
		return this.passedOver != 0;
	}

	/** Takes a lease of the next model; {@code false} when nobody is left. */
	boolean take(long at) {
		return advance(at, false);
	}

	/** Moves on to the next model that may be used, without a lease. */
	boolean look(long at) {
		return advance(at, true);
	}

	private boolean advance(long at, boolean lookOnly) {
		this.now = at;
		while (true) {
			int choice = choose();
			if (choice == SelectionStrategy.NOBODY) {
				if (this.tier != Tier.REGULAR) {
					return false;
				}
				enter(Tier.LAST_RESORT);
			}
			else {
				Seat candidate = this.chain.seats().get(choice);
				leave(choice);
				if (lookOnly ? usable(candidate) : lease(candidate)) {
					this.seat = candidate;
					return true;
				}
				passOver(candidate);
			}
		}
	}

	/** Takes another lease of the model that was tried last. */
	boolean takeAgain(long at) {
		this.now = at;
		return lease(seat());
	}

	/** Begins anew, as if nobody had been passed over. */
	void restart(boolean anyway) {
		this.gone = 0;
		this.goneFurther = null;
		this.passedOver = 0;
		this.reasons = null;
		enter(anyway ? Tier.ANYWAY : Tier.REGULAR);
	}

	/** What the call demands of a model. */
	Demands demands() {
		return this.demands;
	}

	/** When the first model may be used, now at the earliest. */
	long earliest(long at) {
		long earliest = Long.MAX_VALUE;
		for (Seat each : this.chain.seats()) {
			if (this.demands.unmetBy(each) == null) {
				earliest = Math.min(earliest, Math.max(at, each.live().health().snapshot().usableFrom()));
			}
		}
		return earliest;
	}

	/** When the first model that is out now may be used again, if time brings it. */
	long firstReturn(long at) {
		long first = Long.MAX_VALUE;
		for (Seat each : this.chain.seats()) {
			long from = each.live().health().snapshot().usableFrom();
			if (this.demands.unmetBy(each) == null && from > at) {
				first = Math.min(first, from);
			}
		}
		return first;
	}

	/** Why models were not tried, as far as they came before the given one. */
	Map<String, Set<String>> skipped(Set<String> tried, @Nullable Model answered, long at) {
		Map<String, Set<String>> skipped = new LinkedHashMap<>();
		for (int i = 0; i < size(); i++) {
			Seat each = this.chain.seats().get(i);
			if (answered != null && each.model().id().equals(answered.id())) {
				break;
			}
			if (!tried.contains(each.model().id()) && (this.demands.unmetBy(each) != null || isGone(i))) {
				skipped.put(each.model().id(), reasons(each, at));
			}
		}
		if (this.reasons != null) {
			skipped.putAll(this.reasons);
		}
		return skipped;
	}

	@Override
	public int size() {
		return this.chain.seats().size();
	}

	@Override
	public boolean remaining(int index) {
		Seat each = this.chain.seats().get(index);
		return !isGone(index) && this.tier.includes(each) && this.demands.unmetBy(each) == null;
	}

	@Override
	public boolean open(int index) {
		return remaining(index) && (this.passedOver == 0 || usable(this.chain.seats().get(index)));
	}

	@Override
	public int first() {
		while (this.cursor < size() && !remaining(this.cursor)) {
			this.cursor++;
		}
		return (this.cursor < size()) ? this.cursor : SelectionStrategy.NOBODY;
	}

	@Override
	public Model model(int index) {
		return this.chain.seats().get(index).model();
	}

	@Override
	public double weight(int index) {
		return this.chain.seats().get(index).settings().weight();
	}

	@Override
	public double score(int index) {
		return this.chain.seats().get(index).live().health().score(this.now);
	}

	@Override
	public double successRate(int index) {
		return this.chain.seats().get(index).live().health().statistics().successRate(this.now);
	}

	@Override
	public long latency(int index) {
		return this.chain.seats().get(index).live().health().statistics().latencyMean(this.now);
	}

	@Override
	public long running(int index) {
		return this.chain.seats().get(index).live().health().statistics().running();
	}

	@Override
	public long turn() {
		if (this.turn < 0) {
			this.turn = this.chain.counters().turn();
		}
		return this.turn;
	}

	@Override
	public double draw() {
		return this.random.getAsDouble();
	}

	@Override
	public int keyHash() {
		return this.spec.keyHash();
	}

	private int choose() {
		if (this.tier == Tier.LAST_RESORT) {
			return first();
		}
		SelectionStrategy strategy = this.spec.hasKey() ? Strategies.PINNED : this.chain.settings().strategy();
		int choice = strategy.next(this);
		return (choice >= 0 && choice < size() && remaining(choice)) ? choice : SelectionStrategy.NOBODY;
	}

	private boolean lease(Seat candidate) {
		Lease given = (this.tier == Tier.REGULAR) ? candidate.live().lease(this.now, candidate.patience())
				: candidate.live().leaseAnyway(this.now, candidate.patience());
		if (given == null) {
			return false;
		}
		this.lease = given;
		return true;
	}

	private boolean usable(Seat candidate) {
		return (this.tier == Tier.REGULAR) ? candidate.live().usable(this.now)
				: candidate.live().usableAnyway(this.now);
	}

	private void passOver(Seat candidate) {
		this.passedOver++;
		if (this.spec.reporting()) {
			if (this.reasons == null) {
				this.reasons = new LinkedHashMap<>();
			}
			this.reasons.put(candidate.model().id(), reasons(candidate, this.now));
		}
	}

	private void enter(Tier next) {
		this.tier = next;
		this.cursor = 0;
	}

	private void leave(int index) {
		if (index < WORD) {
			this.gone |= 1L << index;
		}
		else {
			if (this.goneFurther == null) {
				this.goneFurther = new BitSet();
			}
			this.goneFurther.set(index);
		}
	}

	private boolean isGone(int index) {
		if (index < WORD) {
			return (this.gone & (1L << index)) != 0;
		}
		return this.goneFurther != null && this.goneFurther.get(index);
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

		/** Last resorts, even on standby. */
		LAST_RESORT,

		/** All, even on standby. */
		ANYWAY;

		boolean includes(Seat seat) {
			return this == ANYWAY || seat.settings().lastResort() == (this == LAST_RESORT);
		}

	}

}
