package dev.understudy.limit;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A store that forgets nothing, simple enough to be believed.
 */
final class LedgerBook implements LimitStore {

	private final Map<CounterKey, AtomicLong> counters = new ConcurrentHashMap<>();

	@Override
	public Ledger open(List<Account> accounts) {
		return new Ledger() {
			@Override
			public synchronized int reserve() {
				for (int i = 0; i < accounts.size(); i++) {
					add(i, accounts.get(i).reserved());
				}
				return NOBODY;
			}

			@Override
			public void add(int account, long amount) {
				counter(account).addAndGet(amount);
			}

			@Override
			public long value(int account) {
				return counter(account).get();
			}

			private AtomicLong counter(int account) {
				return LedgerBook.this.counters.computeIfAbsent(accounts.get(account).key(), (any) -> new AtomicLong());
			}
		};
	}

	long sum(LimitKind kind) {
		return this.counters.entrySet()
			.stream()
			.filter((entry) -> entry.getKey().kind() == kind)
			.mapToLong((entry) -> entry.getValue().get())
			.sum();
	}

	int windows() {
		return this.counters.size() / LimitKind.values().length;
	}

}
