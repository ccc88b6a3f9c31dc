package dev.understudy.limit;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.understudy.health.Ticker;

/**
 * A store that never throws. While another one is down, it counts in memory or lets
 * nobody reserve; when that is back, it learns what was counted meanwhile.
 */
final class SteadyLimitStore implements LimitStore {

	private final LimitStore store;

	private final WhenStoreIsDown whenDown;

	private final Downtime downtime;

	/** What was counted here and the store was not told of yet. */
	private final LimitStore owed = LimitStore.inMemory();

	private final AtomicBoolean settling = new AtomicBoolean();

	SteadyLimitStore(LimitStore store, WhenStoreIsDown whenDown, Ticker ticker) {
		this.store = store;
		this.whenDown = whenDown;
		this.downtime = new Downtime(store, whenDown, ticker);
	}

	@Override
	public Ledger open(List<Account> accounts) {
		return new SteadyLedger(this, accounts);
	}

	LimitStore there() {
		return this.store;
	}

	LimitStore owed() {
		return this.owed;
	}

	Downtime downtime() {
		return this.downtime;
	}

	boolean refuses() {
		return this.whenDown == WhenStoreIsDown.REFUSE;
	}

	/** Runs an action, unless one runs already, so that nothing is told twice. */
	void settle(Runnable action) {
		if (this.settling.compareAndSet(false, true)) {
			try {
				action.run();
			}
			finally {
				this.settling.set(false);
			}
		}
	}

}
