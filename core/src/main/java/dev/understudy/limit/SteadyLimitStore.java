package dev.understudy.limit;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

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

	/** Of which the store was not told everything, also those of windows that ended. */
	private final Queue<SteadyLedger> debtors = new ConcurrentLinkedQueue<>();

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

	@Override
	public void whenOthersGiveBack(Consumer<String> listener) {
		try {
			this.store.whenOthersGiveBack(listener);
		}
		catch (RuntimeException | LinkageError ex) {
			this.downtime.failed(ex);
		}
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

	/** The store is to be told of something when it is back. */
	void owes(SteadyLedger ledger) {
		this.debtors.add(ledger);
	}

	/**
	 * Tells the store all that it was not told, one at a time, so that nothing is told
	 * twice.
	 */
	void settle() {
		if (!this.debtors.isEmpty() && this.settling.compareAndSet(false, true)) {
			try {
				SteadyLedger next = this.debtors.poll();
				while (next != null) {
					next.settle();
					next = this.downtime.lasts() ? null : this.debtors.poll();
				}
			}
			finally {
				this.settling.set(false);
			}
		}
	}

}
