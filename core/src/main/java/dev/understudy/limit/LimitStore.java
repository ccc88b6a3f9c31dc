package dev.understudy.limit;

import java.util.List;

/**
 * Keeps the counters of limits. A store may keep them beyond the life of the process, or
 * share them with others; the one that is used by default keeps them in memory.
 * <p>
 * A counter begins at zero, belongs to one window, and may be forgotten some time after
 * that has ended. Thread-safe. The engine reports a store that throws once in the log,
 * and counts in memory what it did not count.
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
	 * A store that never throws: what the given one does not count, it counts in memory.
	 * @param store any store
	 * @return a store that counts in the given one while that works
	 */
	static LimitStore steady(LimitStore store) {
		return new SteadyLimitStore(store);
	}

}
