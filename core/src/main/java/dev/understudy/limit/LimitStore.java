package dev.understudy.limit;

import java.util.List;

import dev.understudy.health.Ticker;

/**
 * Keeps the counters of limits. A store may keep them beyond the life of the process, or
 * share them with others; the one that is used by default keeps them in memory.
 * <p>
 * A counter begins at zero, belongs to one window, and may be forgotten some time after
 * that has ended. Thread-safe. A store that cannot tell throws; the engine then does
 * without it for a while, says so once in the log, and goes by {@link WhenStoreIsDown}.
 */
public interface LimitStore {

	/**
	 * Opens counters for use. Equal keys mean the same counter, for all who share the
	 * store. Asked when a window begins, not for each call; must not wait.
	 * @param accounts counters of one model, with the bounds that are in force
	 * @return what counts in them, in the same order
	 */
	Ledger open(List<Account> accounts);

	/**
	 * A store of this process alone.
	 * @return a new store, all counters at zero
	 */
	static LimitStore inMemory() {
		return new InMemoryLimitStore();
	}

	/**
	 * A store that never throws: what the given one does not count while it is down, it
	 * counts in memory, and adds it when that is back.
	 * @param store any store
	 * @return a store that counts in the given one while that works
	 */
	static LimitStore steady(LimitStore store) {
		return steady(store, WhenStoreIsDown.COUNT_LOCALLY, Ticker.system());
	}

	/**
	 * A store that never throws. One that threw, or did not answer in time, is asked
	 * again after a second, then after twice as long each time, up to half a minute.
	 * @param store any store
	 * @param whenDown what becomes of reservations meanwhile
	 * @param ticker tells the time
	 * @return a store that counts in the given one while that works
	 */
	static LimitStore steady(LimitStore store, WhenStoreIsDown whenDown, Ticker ticker) {
		return new SteadyLimitStore(store, whenDown, ticker);
	}

}
