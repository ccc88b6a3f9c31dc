package dev.understudy.limit;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

import dev.understudy.health.Ticker;

/**
 * A store that never throws. While another one is down, it counts in memory or lets
 * nobody reserve; when that is back, it learns what was counted meanwhile: from whoever
 * asks it then, else by itself, and at the latest when this one is closed.
 */
public final class SteadyLimitStore implements LimitStore, AutoCloseable {

	private static final Consumer<String> NOBODY = (modelId) -> {
	};

	private final LimitStore store;

	private final WhenStoreIsDown whenDown;

	private final Downtime downtime;

	private final Reminder reminder;

	/** What was counted here and the store was not told of yet. */
	private final LimitStore owed = LimitStore.inMemory();

	/** Of which the store was not told everything, also those of windows that ended. */
	private final Queue<SteadyLedger> debtors = new ConcurrentLinkedQueue<>();

	private final AtomicBoolean reminded = new AtomicBoolean();

	private volatile Consumer<String> listener = NOBODY;

	private volatile boolean closed;

	/**
	 * Makes a store that counts in another one while that works.
	 * @param store any store, which is not closed by this one
	 * @param whenDown what becomes of reservations while it is down
	 * @param ticker tells the time
	 * @param reminder reminds of what it is owed
	 */
	public SteadyLimitStore(LimitStore store, WhenStoreIsDown whenDown, Ticker ticker, Reminder reminder) {
		this.store = store;
		this.whenDown = whenDown;
		this.downtime = new Downtime(store, whenDown, ticker);
		this.reminder = reminder;
	}

	@Override
	public Ledger open(List<Account> accounts) {
		return new SteadyLedger(this, accounts);
	}

	/** Hears it too when the store has learnt what it was owed. */
	@Override
	public void whenOthersGiveBack(Consumer<String> hearing) {
		this.listener = hearing;
		Downtime.Stretch asked = this.downtime.stretch();
		try {
			this.store.whenOthersGiveBack(this::changed);
		}
		catch (RuntimeException | LinkageError ex) {
			this.downtime.failed(asked, ex);
		}
	}

	/** Tells the store what it is owed, and from now on nobody of what others do. */
	@Override
	public void close() {
		this.closed = true;
		this.listener = NOBODY;
		settle();
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
		if (!this.closed && this.reminded.compareAndSet(false, true)) {
			this.reminder.in(this.downtime.untilNextLook(), this::remind);
		}
	}

	/** The counters of a model are not what they were. */
	void changed(String modelId) {
		this.listener.accept(modelId);
	}

	/**
	 * Tells the store all that it was not told, one at a time, so that nothing is told
	 * twice.
	 * @return whether it took all of it
	 */
	boolean settle() {
		return this.debtors.isEmpty() || settleAll();
	}

	private synchronized boolean settleAll() {
		SteadyLedger next = this.debtors.poll();
		while (next != null) {
			if (!next.settle()) {
				return false;
			}
			next = this.debtors.poll();
		}
		return true;
	}

	/** Whoever owes after that sets the next reminder. */
	private void remind() {
		this.reminded.set(false);
		if (!this.closed) {
			settle();
		}
	}

}
