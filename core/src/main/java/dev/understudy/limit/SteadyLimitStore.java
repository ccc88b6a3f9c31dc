package dev.understudy.limit;

import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A store that never throws: what another one does not count, it counts in memory.
 */
final class SteadyLimitStore implements LimitStore {

	private static final Logger logger = LoggerFactory.getLogger(LimitStore.class);

	private final LimitStore store;

	private final LimitStore memory = LimitStore.inMemory();

	private final AtomicBoolean reported = new AtomicBoolean();

	SteadyLimitStore(LimitStore store) {
		this.store = store;
	}

	@Override
	public Ledger open(List<Account> accounts) {
		Ledger local = this.memory.open(accounts);
		try {
			return new Steady(this.store.open(accounts), local);
		}
		catch (RuntimeException | LinkageError ex) {
			report(ex);
			return local;
		}
	}

	/** Only types: what a driver says may hold addresses and keys. */
	private void report(Throwable thrown) {
		if (!this.reported.getAndSet(true)) {
			logger.warn("Limit store '{}' threw {}: what it does not count is counted in this process alone",
					this.store.getClass().getName(), thrown.getClass().getName());
		}
	}

	/**
	 * Counts there, or else here.
	 */
	private final class Steady implements Ledger {

		private final Ledger there;

		private final Ledger here;

		private Steady(Ledger there, Ledger here) {
			this.there = there;
			this.here = here;
		}

		@Override
		public int reserve() {
			try {
				return this.there.reserve();
			}
			catch (RuntimeException | LinkageError ex) {
				report(ex);
				return this.here.reserve();
			}
		}

		@Override
		public CompletionStage<Integer> reserveLater() {
			try {
				return this.there.reserveLater().exceptionally((thrown) -> {
					report(thrown);
					return this.here.reserve();
				});
			}
			catch (RuntimeException | LinkageError ex) {
				report(ex);
				return this.here.reserveLater();
			}
		}

		@Override
		public void add(int account, long amount) {
			try {
				this.there.add(account, amount);
			}
			catch (RuntimeException | LinkageError ex) {
				report(ex);
				this.here.add(account, amount);
			}
		}

		@Override
		public long value(int account) {
			try {
				return this.there.value(account);
			}
			catch (RuntimeException | LinkageError ex) {
				report(ex);
				return this.here.value(account);
			}
		}

	}

}
