package dev.understudy.limit;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Open counters of one model. Those whose window has ended may still be used; that
 * changes no other window's counter.
 */
public interface Ledger {

	/** No account stands in the way. */
	int NOBODY = -1;

	/**
	 * Reserves for one attempt, for all accounts or for none: when every counter is below
	 * its bound, adds to each what the account reserves. However many do so at once,
	 * reservations alone bring no counter beyond its bound.
	 * <p>
	 * A caller waits for it: no longer than 5 ms.
	 * @return the index of an account that is at its bound or beyond, else
	 * {@link #NOBODY}
	 */
	int reserve();

	/**
	 * The same for a caller who must not wait, be it an event loop. A stage that fails,
	 * or takes longer than a tenth of a second, means that the store is down; what it
	 * reserves after that is given back.
	 * @return a stage of what {@link #reserve()} would return; by default it asks that
	 */
	default CompletionStage<Integer> reserveLater() {
		return CompletableFuture.completedFuture(reserve());
	}

	/**
	 * Whether {@link #reserveLater()} answers in time by a clock of its own, whatever
	 * becomes of the store: when an answer is late all the same, the store counts as up.
	 * @return {@code false} by default
	 */
	default boolean decidesInTime() {
		return false;
	}

	/**
	 * Adds to a counter, bound or no bound: what an attempt used, or, less than zero,
	 * what it had reserved. Must not wait; a store that needs time does it later.
	 * @param account the index of the account
	 * @param amount what to add
	 */
	void add(int account, long amount);

	/**
	 * What a counter holds, as far as is known without waiting.
	 * @param account the index of the account
	 * @return the value known last
	 */
	long value(int account);

}
