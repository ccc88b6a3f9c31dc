package dev.understudy.limit;

import java.util.List;
import java.util.function.Consumer;

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
	 * Says who is to hear that others who share the store have given back what they had
	 * reserved, so that a limit may no longer be reached. A store of one process has
	 * nothing to tell, and by default this does nothing.
	 * @param listener hears the id of the model once the values have changed, on any
	 * thread, which it does not hold up
	 */
	default void whenOthersGiveBack(Consumer<String> listener) {
	}

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
	 * again after a second, then after twice as long each time, up to five seconds.
	 * @param store any store
	 * @param whenDown what becomes of reservations meanwhile
	 * @param ticker tells the time
	 * @return a store that counts in the given one while that works
	 */
	static LimitStore steady(LimitStore store, WhenStoreIsDown whenDown, Ticker ticker) {
		return new SteadyLimitStore(store, whenDown, ticker, (nanos, action) -> {
		});
	}

}
