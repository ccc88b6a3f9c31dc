package dev.understudy.limit;

import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.IntStream;

import dev.understudy.limit.Downtime.Stretch;
import org.jspecify.annotations.Nullable;

/**
 * Counters of a store that may be down: then what is counted goes on from what was heard
 * of them last. What was counted there and what is counted here make one counter, so that
 * whatever is given back comes back to the one that it was reserved from, also when the
 * store went or came back in between.
 */
final class SteadyLedger implements Ledger {

	private static final long UNHEARD = Long.MIN_VALUE;

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
		Stretch asked = this.downtime.stretch();
		if (!asked.isDown()) {
			try {
				there();
			}
			catch (RuntimeException | LinkageError ex) {
				this.downtime.failed(asked, ex);
			}
		}
	}

	@Override
	public int reserve() {
		Stretch asked = this.downtime.ask();
		if (asked == null || !knows(asked)) {
			return reserveHere();
		}
		try {
			return told(there().reserve(), asked);
		}
		catch (RuntimeException | LinkageError ex) {
			return failed(asked, ex);
		}
	}

	@Override
	public CompletionStage<Integer> reserveLater() {
		return ask().answer();
	}

	/** The same for somebody who may leave, or not wait until the store answers. */
	Inquiry ask() {
		Stretch asked = this.downtime.ask();
		if (asked == null || !knows(asked)) {
			return new Inquiry(this, this.downtime.stretch()).decided(reserveHere());
		}
		Inquiry inquiry = new Inquiry(this, asked);
		try {
			CompletionStage<?> unused = there().reserveLater().whenComplete(inquiry::heard);
		}
		catch (RuntimeException | LinkageError ex) {
			inquiry.heard(null, ex);
		}
		return inquiry;
	}

	/** Reserves without the store, which takes too long. */
	int reserveAlone(Stretch asked) {
		Ledger open = this.there;
		if (open == null || !open.decidesInTime()) {
			this.downtime.overdue(asked);
		}
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
		Stretch asked = this.downtime.stretch();
		if (open != null && !this.indebted.get() && this.downtime.takesAdditions()) {
			try {
				open.add(account, amount);
				return;
			}
			catch (RuntimeException | LinkageError ex) {
				this.downtime.failedToAdd(asked, ex);
			}
		}
		this.owed.add(account, amount);
		owe();
	}

	/**
	 * What is owed is looked at before and after, so that what goes over to the store
	 * meanwhile may be counted twice, but never not at all.
	 */
	@Override
	public long value(int account) {
		long before = this.owed.value(account);
		long told = lastHeard(account);
		return Math.max(0, told + Math.max(before, this.owed.value(account)));
	}

	/**
	 * Tells the store what it does not know, one ledger of a store at a time.
	 * @return whether the store took it
	 */
	boolean settle() {
		Stretch asked = this.downtime.stretch();
		boolean changed = false;
		try {
			Ledger open = there();
			for (int i = 0; i < this.accounts.size(); i++) {
				long amount = this.owed.value(i);
				if (amount != 0) {
					settle(open, i, amount);
					changed = true;
				}
			}
		}
		catch (RuntimeException | LinkageError ex) {
			this.downtime.failedToAdd(asked, ex);
			this.store.owes(this);
			return false;
		}
		this.downtime.tookAdditions();
		this.indebted.set(false);
		if (owesAnything()) {
			owe();
		}
		if (changed) {
			// Whoever has looked meanwhile may have seen too much.
			this.store.changed(this.accounts.get(0).key().model());
		}
		return true;
	}

	/** What is more comes to one side before it leaves the other, what is less after. */
	private void settle(Ledger open, int account, long amount) {
		if (amount < 0) {
			this.owed.add(account, -amount);
		}
		try {
			open.add(account, amount);
		}
		catch (RuntimeException | LinkageError ex) {
			if (amount < 0) {
				this.owed.add(account, amount);
			}
			throw ex;
		}
		hear(account, amount);
		if (amount > 0) {
			this.owed.add(account, -amount);
		}
	}

	/** What comes of an answer of the store. */
	int told(int answer, Stretch asked) {
		if (this.store.settle()) {
			this.downtime.ended(asked);
		}
		for (int i = 0; i < this.accounts.size(); i++) {
			hear(i, (answer == NOBODY) ? this.accounts.get(i).reserved() : 0);
		}
		int full = (answer == NOBODY) ? overfull() : NOBODY;
		if (full == NOBODY) {
			return answer;
		}
		for (int i = 0; i < this.accounts.size(); i++) {
			add(i, -this.accounts.get(i).reserved());
		}
		return full;
	}

	/** What is done without an answer. */
	int failed(Stretch asked, Throwable thrown) {
		this.downtime.failed(asked, thrown);
		return reserveHere();
	}

	/**
	 * Whether the store decides with what was counted here. One that was down learns it
	 * first.
	 */
	private boolean knows(Stretch asked) {
		return !asked.isDown() || this.store.settle();
	}

	private boolean owesAnything() {
		return IntStream.range(0, this.accounts.size()).anyMatch((i) -> this.owed.value(i) != 0);
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
		if (answer != NOBODY) {
			return answer;
		}
		owe();
		int full = overfull();
		if (full != NOBODY) {
			for (int i = 0; i < this.accounts.size(); i++) {
				this.owed.add(i, -this.accounts.get(i).reserved());
			}
		}
		return full;
	}

	/**
	 * The first account of which both sides together have reserved too much: while some
	 * reserve here and others there, each looks at both after it has reserved.
	 */
	private int overfull() {
		for (int i = 0; i < this.accounts.size(); i++) {
			Account account = this.accounts.get(i);
			if (account.reserved() != 0 && value(i) > account.max()) {
				return i;
			}
		}
		return NOBODY;
	}

	private long lastHeard(int account) {
		long before = this.heard.get(account);
		long value = there(account, before);
		if (value != before) {
			// Whoever has heard something meanwhile may have heard more.
			this.heard.compareAndSet(account, before, value);
		}
		return value;
	}

	/** The store has just counted an amount, of which it may be unable to tell. */
	private void hear(int account, long amount) {
		long value = there(account, UNHEARD);
		if (value != UNHEARD) {
			this.heard.set(account, value);
		}
		else {
			this.heard.addAndGet(account, amount);
		}
	}

	/** What the store says now, else what is known. */
	private long there(int account, long known) {
		if (this.there == null && this.downtime.lasts()) {
			return known;
		}
		try {
			return there().value(account);
		}
		catch (RuntimeException | LinkageError ex) {
			// It is down, and a reservation will tell.
			return known;
		}
	}

}
