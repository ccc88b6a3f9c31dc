package dev.understudy.limit;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

/**
 * Counters of a store that may be down: then what is counted goes on from what was heard
 * of them last. What was counted there and what is counted here make one counter, so that
 * whatever is given back comes back to the one that it was reserved from, also when the
 * store went or came back in between.
 */
final class SteadyLedger implements Ledger {

	private final SteadyLimitStore store;

	private final Downtime downtime;

	private final List<Account> accounts;

	private final Ledger owed;

	/** What the store said last. */
	private final AtomicLongArray heard;

	/** Whether it is noted that the store is to be told of something. */
	private final AtomicBoolean indebted = new AtomicBoolean();

	private volatile @Nullable Ledger there;

	SteadyLedger(SteadyLimitStore store, List<Account> accounts) {
		this.store = store;
		this.downtime = store.downtime();
		this.accounts = List.copyOf(accounts);
		this.owed = store.owed().open(accounts);
		this.heard = new AtomicLongArray(accounts.size());
		if (!this.downtime.lasts()) {
			try {
				there();
			}
			catch (RuntimeException | LinkageError ex) {
				this.downtime.failed(ex);
			}
		}
	}

	@Override
	public int reserve() {
		if (!this.downtime.mayAsk()) {
			return reserveHere();
		}
		Downtime.Spell during = this.downtime.spell();
		try {
			return told(there().reserve(), during);
		}
		catch (RuntimeException | LinkageError ex) {
			return failed(ex);
		}
	}

	@Override
	public CompletionStage<Integer> reserveLater() {
		if (!this.downtime.mayAsk()) {
			return CompletableFuture.completedFuture(reserveHere());
		}
		Downtime.Spell during = this.downtime.spell();
		try {
			return there().reserveLater().handle((answer, thrown) -> told(answer, thrown, during));
		}
		catch (RuntimeException | LinkageError ex) {
			return CompletableFuture.completedFuture(failed(ex));
		}
	}

	/** Reserves without the store, which takes too long. */
	int reserveAlone() {
		this.downtime.overdue();
		return reserveHere();
	}

	/** Whether nobody may reserve for now, whatever was counted. */
	boolean refuses() {
		return this.store.refuses() && this.downtime.rests();
	}

	/**
	 * A store that can reserve nothing may still be able to take what is added. Where it
	 * was not told of something yet, it learns all of it together, so that nothing is
	 * taken from it that it never had.
	 */
	@Override
	public void add(int account, long amount) {
		Ledger open = this.there;
		if (open != null && !this.indebted.get() && this.downtime.takesAdditions()) {
			try {
				open.add(account, amount);
				return;
			}
			catch (RuntimeException | LinkageError ex) {
				this.downtime.failedToAdd(ex);
			}
		}
		this.owed.add(account, amount);
		owe();
	}

	@Override
	public long value(int account) {
		return Math.max(0, lastHeard(account) + this.owed.value(account));
	}

	/** Tells the store what it does not know, one ledger of a store at a time. */
	void settle() {
		this.indebted.set(false);
		try {
			there();
		}
		catch (RuntimeException | LinkageError ex) {
			this.downtime.failed(ex);
			owe();
			return;
		}
		for (int i = 0; i < this.accounts.size(); i++) {
			long amount = this.owed.value(i);
			if (amount != 0) {
				this.owed.add(i, -amount);
				add(i, amount);
			}
		}
	}

	private void owe() {
		if (this.indebted.compareAndSet(false, true)) {
			this.store.owes(this);
		}
	}

	private Ledger there() {
		Ledger open = this.there;
		if (open == null) {
			open = this.store.there().open(this.accounts);
			this.there = open;
		}
		return open;
	}

	private int told(@Nullable Integer answer, @Nullable Throwable thrown, Downtime.@Nullable Spell during) {
		if (answer != null) {
			return told(answer, during);
		}
		Throwable cause = (thrown instanceof CompletionException) ? thrown.getCause() : thrown;
		return failed((cause != null) ? cause : new IllegalStateException("The store answered null"));
	}

	private int told(int answer, Downtime.@Nullable Spell during) {
		if (during != null) {
			this.downtime.ended(during);
		}
		this.store.settle();
		for (int i = 0; i < this.accounts.size(); i++) {
			lastHeard(i);
		}
		return answer;
	}

	private int failed(Throwable thrown) {
		this.downtime.failed(thrown);
		return reserveHere();
	}

	/**
	 * Reserves of what was left when the store was heard last, however many do so at
	 * once.
	 */
	private int reserveHere() {
		if (this.store.refuses()) {
			return 0;
		}
		List<Account> left = IntStream.range(0, this.accounts.size()).mapToObj((i) -> {
			Account account = this.accounts.get(i);
			return new Account(account.key(), account.max() - lastHeard(i), account.reserved());
		}).toList();
		int answer = this.store.owed().open(left).reserve();
		if (answer == NOBODY) {
			owe();
		}
		return answer;
	}

	private long lastHeard(int account) {
		long before = this.heard.get(account);
		if (this.there == null && this.downtime.lasts()) {
			return before;
		}
		try {
			long value = there().value(account);
			if (value != before) {
				this.heard.set(account, value);
			}
			return value;
		}
		catch (RuntimeException | LinkageError ex) {
			// It is down: the value known last stays, and a reservation will tell.
			return before;
		}
	}

}
