package dev.understudy.limit;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

/**
 * Counters of a store that may be down: then what is counted goes on from what was heard
 * of them last.
 */
final class SteadyLedger implements Ledger {

	private final SteadyLimitStore store;

	private final List<Account> accounts;

	private final Ledger owed;

	/** What the store said last. */
	private final AtomicLongArray heard;

	private volatile @Nullable Ledger there;

	SteadyLedger(SteadyLimitStore store, List<Account> accounts) {
		this.store = store;
		this.accounts = List.copyOf(accounts);
		this.owed = store.owed().open(accounts);
		this.heard = new AtomicLongArray(accounts.size());
		if (!store.downtime().lasts()) {
			try {
				there();
			}
			catch (RuntimeException | LinkageError ex) {
				store.downtime().failed(ex);
			}
		}
	}

	@Override
	public int reserve() {
		if (!this.store.downtime().mayAsk()) {
			return reserveHere();
		}
		Downtime.Spell during = this.store.downtime().spell();
		try {
			return told(there().reserve(), during);
		}
		catch (RuntimeException | LinkageError ex) {
			return failed(ex);
		}
	}

	@Override
	public CompletionStage<Integer> reserveLater() {
		if (!this.store.downtime().mayAsk()) {
			return CompletableFuture.completedFuture(reserveHere());
		}
		Downtime.Spell during = this.store.downtime().spell();
		try {
			return there().reserveLater().handle((answer, thrown) -> told(answer, thrown, during));
		}
		catch (RuntimeException | LinkageError ex) {
			return CompletableFuture.completedFuture(failed(ex));
		}
	}

	/** Reserves without the store, which takes too long. */
	int reserveAlone() {
		this.store.downtime().overdue();
		return reserveHere();
	}

	/** Whether nobody may reserve for now, whatever was counted. */
	boolean refuses() {
		return this.store.refuses() && this.store.downtime().rests();
	}

	@Override
	public void add(int account, long amount) {
		Ledger open = this.there;
		if (open != null && !this.store.downtime().lasts()) {
			try {
				open.add(account, amount);
				return;
			}
			catch (RuntimeException | LinkageError ex) {
				this.store.downtime().failed(ex);
			}
		}
		this.owed.add(account, amount);
	}

	@Override
	public long value(int account) {
		return Math.max(0, lastHeard(account) + this.owed.value(account));
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
		return failed((thrown != null) ? thrown : new IllegalStateException("The store answered null"));
	}

	private int told(int answer, Downtime.@Nullable Spell during) {
		this.store.downtime().ended(during);
		this.store.settle(this::settle);
		for (int i = 0; i < this.accounts.size(); i++) {
			lastHeard(i);
		}
		return answer;
	}

	private int failed(Throwable thrown) {
		this.store.downtime().failed(thrown);
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
		return this.store.owed().open(left).reserve();
	}

	/** Tells the store what it does not know. */
	private void settle() {
		for (int i = 0; i < this.accounts.size(); i++) {
			long amount = this.owed.value(i);
			if (amount != 0) {
				this.owed.add(i, -amount);
				add(i, amount);
			}
		}
	}

	private long lastHeard(int account) {
		if (this.there != null || !this.store.downtime().lasts()) {
			try {
				this.heard.set(account, there().value(account));
			}
			catch (RuntimeException | LinkageError ex) {
				// It is down: the value known last stays, and a reservation will tell.
			}
		}
		return this.heard.get(account);
	}

}
