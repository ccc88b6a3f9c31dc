package dev.understudy.limit;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts in this process. Whoever counts takes no lock and allocates nothing.
 */
final class InMemoryLimitStore implements LimitStore {

	private final Map<CounterKey, AtomicLong> counters = new ConcurrentHashMap<>();

	@Override
	public Ledger open(List<Account> accounts) {
		for (Account account : accounts) {
			forgetBefore(account.key().window());
		}
		return new Counters(accounts.toArray(Account[]::new),
				accounts.stream().map((account) -> counter(account.key())).toArray(AtomicLong[]::new));
	}

	private AtomicLong counter(CounterKey key) {
		return this.counters.computeIfAbsent(key, (any) -> new AtomicLong());
	}

	/**
	 * The window before stays, in case that the time on the wall is set back a little.
	 */
	private void forgetBefore(Window window) {
		this.counters.keySet().removeIf((key) -> key.window().end().isBefore(window.start()));
	}

	/**
	 * Counters, and the bounds to hold them to.
	 */
	private record Counters(Account[] accounts, AtomicLong[] counters) implements Ledger {

		@Override
		public int reserve() {
			for (int i = 0; i < this.accounts.length; i++) {
				if (value(i) >= this.accounts[i].max()) {
					return i;
				}
			}
			for (int i = 0; i < this.accounts.length; i++) {
				if (!reserve(i)) {
					giveBackBefore(i);
					return i;
				}
			}
			return NOBODY;
		}

		@Override
		public void add(int account, long amount) {
			this.counters[account].accumulateAndGet(amount, Counters::sum);
		}

		@Override
		public long value(int account) {
			return this.counters[account].get();
		}

		private boolean reserve(int account) {
			long amount = this.accounts[account].reserved();
			long before = value(account);
			while (before < this.accounts[account].max()) {
				if (amount == 0 || this.counters[account].compareAndSet(before, before + amount)) {
					return true;
				}
				before = value(account);
			}
			return false;
		}

		private void giveBackBefore(int end) {
			for (int i = 0; i < end; i++) {
				add(i, -this.accounts[i].reserved());
			}
		}

		/** Cut where it would not fit. */
		private static long sum(long before, long amount) {
			long sum = before + amount;
			return (amount > 0 && sum < before) ? Long.MAX_VALUE : sum;
		}

	}

}
