package dev.understudy.limit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import java.util.function.Consumer;

import dev.understudy.LimitNearlyReached;
import dev.understudy.Price;
import dev.understudy.StandbyReason;
import dev.understudy.Usage;
import dev.understudy.health.Consumption;
import dev.understudy.health.ModelHealth;
import dev.understudy.health.Ticker;
import dev.understudy.limit.Sheet.Moment;
import org.jspecify.annotations.Nullable;

/**
 * What a model may still use up. Stands the model down at a limit until the limit's
 * window ends, and lifts that when so much was given back that the limit is not reached.
 * <p>
 * Thread-safe without locks.
 */
public final class Allowance {

	private static final AtomicReferenceFieldUpdater<Allowance, Sheet> SHEET = AtomicReferenceFieldUpdater
		.newUpdater(Allowance.class, Sheet.class, "sheet");

	private final String modelId;

	private final ModelHealth health;

	private final Ticker ticker;

	private final LimitStore store;

	private final Consumer<LimitNearlyReached> listener;

	private volatile Sheet sheet;

	/** Reviews asked for and not yet made; whoever raises it from zero makes them. */
	private final AtomicInteger due = new AtomicInteger();

	/**
	 * Opens the limits of a model, and stands it down if one is reached already.
	 * @param modelId the model
	 * @param limits its limits
	 * @param price what its tokens cost
	 * @param health what stands it down
	 * @param ticker tells the time
	 * @param store keeps the counters
	 * @param listener hears of limits that are nearly reached; must not throw
	 */
	public Allowance(String modelId, Limits limits, Price price, ModelHealth health, Ticker ticker, LimitStore store,
			Consumer<LimitNearlyReached> listener) {
		this.modelId = modelId;
		this.health = health;
		this.ticker = ticker;
		this.store = store;
		this.listener = listener;
		this.sheet = Sheet.open(modelId, limits, price, store, moment(), null);
		review();
	}

	/**
	 * Puts other limits in force at once. What was counted of the same kind in the same
	 * period stays; attempts that run are counted in the windows in which they began.
	 * @param limits the limits, none to bound nothing any more
	 * @param price what tokens cost from the next attempt on
	 */
	public void renew(Limits limits, Price price) {
		Sheet seen;
		do {
			seen = this.sheet;
		}
		while (!SHEET.compareAndSet(this, seen, Sheet.open(this.modelId, limits, price, this.store, moment(), seen)));
		review();
	}

	/**
	 * Reserves for one attempt. Waits no longer than the store does.
	 * @param now nanoseconds of the ticker
	 * @return the reservation, or {@code null} when a limit is reached, for which the
	 * model then stands down
	 */
	public @Nullable Reservation reserve(long now) {
		Sheet current = current(now);
		return reserved(current, current.ledger().reserve());
	}

	/**
	 * Counts tokens that no attempt used, in the windows of now and bound or no bound.
	 * @param usage the tokens
	 */
	public void used(Usage usage) {
		// Nothing was reserved, so nothing is ever given back.
		new Reservation(this, current(this.ticker.nanos())).used(usage);
	}

	/**
	 * Whether {@link #reserve} may have to wait: who must not then asks for a claim.
	 * @return {@code false} when all is counted in memory
	 */
	public boolean takesTime() {
		return this.sheet.steady() != null;
	}

	/**
	 * Asks for a reservation for one attempt, and waits for nobody.
	 * @param now nanoseconds of the ticker
	 * @return the claim, done already where the store needs no time
	 */
	public Claim claim(long now) {
		Sheet current = current(now);
		SteadyLedger steady = current.steady();
		return (steady != null) ? new Claim(this, current, steady.ask())
				: new Claim(this, current, current.ledger().reserve());
	}

	/**
	 * Whether nobody may reserve for now, because the store is down.
	 * @return {@code true} until the store is to be asked again
	 */
	public boolean refuses() {
		return this.sheet.refuses();
	}

	/**
	 * The limits that are reached, or of which the store cannot tell and so refuses.
	 * @param now nanoseconds of the ticker
	 * @return the reasons for which the model is to stand down
	 */
	public List<StandbyReason> reached(long now) {
		Sheet current = current(now);
		List<StandbyReason> reached = new ArrayList<>();
		for (int i = 0; i < current.limits().size(); i++) {
			if (current.refuses() || current.reached(i)) {
				reached.add(current.limits().get(i).kind().reason());
			}
		}
		return reached;
	}

	/**
	 * What was used in the running windows.
	 * @param now nanoseconds of the ticker
	 * @param unlimited what to tell of the kinds that have no limit
	 * @return the use of each kind
	 */
	public Consumption consumption(long now, Consumption unlimited) {
		Sheet current = current(now);
		int requests = current.place(LimitKind.REQUESTS);
		int tokens = current.place(LimitKind.TOKENS);
		int budget = current.place(LimitKind.BUDGET);
		return new Consumption((requests != Sheet.NOT_LIMITED) ? current.used(requests) : unlimited.requests(),
				(tokens != Sheet.NOT_LIMITED) ? current.used(tokens) : unlimited.tokens(),
				(budget != Sheet.NOT_LIMITED) ? Dollars.usd(current.used(budget)) : unlimited.cost());
	}

	/** What comes of a store's answer. */
	@Nullable Reservation reserved(Sheet of, int answer) {
		if (answer != Ledger.NOBODY) {
			review();
			return null;
		}
		return new Reservation(this, of);
	}

	/** Something was taken for good. */
	void taken() {
		if (this.sheet.noteworthy()) {
			review();
		}
	}

	/**
	 * Something came back, here or elsewhere. How much is left tells too little, since
	 * others may have given back meanwhile: whoever stands the model down right now, or
	 * has done so, did not see it.
	 */
	public void returned() {
		if (awaitsReturns()) {
			review();
		}
	}

	/**
	 * Whether it matters that something came back.
	 * @return {@code false} when the model is not stood down by a limit
	 */
	public boolean awaitsReturns() {
		return this.due.get() != 0 || this.health.standsDownFor(StandbyReason.LIMITS);
	}

	private Sheet current(long now) {
		Sheet seen = this.sheet;
		if (now < seen.until()) {
			return seen;
		}
		Sheet next = Sheet.open(this.modelId, new Limits(seen.limits()), seen.price(), this.store, moment(), seen);
		return SHEET.compareAndSet(this, seen, next) ? next : this.sheet;
	}

	/**
	 * Makes the model's standbys what the counters say. One at a time: whoever comes
	 * meanwhile leaves another round to the one who is at it, so that the last round has
	 * seen the last change, and nothing is told twice.
	 */
	private void review() {
		if (this.due.getAndIncrement() != 0) {
			return;
		}
		int seen;
		do {
			seen = this.due.get();
			try {
				judge();
			}
			catch (RuntimeException | Error ex) {
				this.due.set(0);
				throw ex;
			}
		}
		while (!this.due.compareAndSet(seen, 0));
	}

	private void judge() {
		Sheet current = current(this.ticker.nanos());
		Set<StandbyReason> lifted = EnumSet.copyOf(StandbyReason.LIMITS);
		for (int i = 0; i < current.limits().size(); i++) {
			StandbyReason reason = current.limits().get(i).kind().reason();
			Instant end = current.windows().get(i).end();
			if (current.tell(i)) {
				this.listener.accept(new LimitNearlyReached(this.modelId, reason, this.ticker.instant(), end));
			}
			if (current.reached(i)) {
				lifted.remove(reason);
				this.health.standDownUntil(reason, end);
			}
		}
		this.health.lift(lifted);
	}

	/** The wall is looked at first, so that no window is taken to end early. */
	private Moment moment() {
		Instant wall = this.ticker.instant();
		return new Moment(wall, this.ticker.nanos());
	}

}
