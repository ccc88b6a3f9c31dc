package dev.understudy.redis;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import dev.understudy.limit.Account;
import dev.understudy.limit.Ledger;
import org.jspecify.annotations.Nullable;

/**
 * Open counters in Redis, of which this instance keeps what it knows.
 */
final class RedisLedger implements Ledger {

	private final Bookkeeper bookkeeper;

	private final List<Account> accounts;

	private final List<Share> shares;

	private final Duration patience;

	private final ScheduledExecutorService clock;

	RedisLedger(Bookkeeper bookkeeper, List<Account> accounts, List<Share> shares, Duration patience,
			ScheduledExecutorService clock) {
		this.bookkeeper = bookkeeper;
		this.accounts = List.copyOf(accounts);
		this.shares = List.copyOf(shares);
		this.patience = patience;
		this.clock = clock;
	}

	@Override
	public int reserve() {
		Application application = this.bookkeeper.apply(this);
		try {
			return application.answer().get(this.patience.toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (TimeoutException ex) {
			this.bookkeeper.decideHere(application);
		}
		catch (InterruptedException ex) {
			this.bookkeeper.decideHere(application);
			Thread.currentThread().interrupt();
		}
		catch (ExecutionException ex) {
			throw unwrapped(ex.getCause());
		}
		try {
			return application.answer().join();
		}
		catch (CompletionException ex) {
			throw unwrapped(ex.getCause());
		}
	}

	/** Whoever waits goes on on a thread of the driver, or of the clock. */
	@Override
	public CompletionStage<Integer> reserveLater() {
		Application application = this.bookkeeper.apply(this);
		CompletableFuture<Integer> answer = application.answer();
		if (answer.isDone()) {
			return answer.copy();
		}
		Future<?> end = this.clock.schedule(() -> this.bookkeeper.decideHere(application), this.patience.toNanos(),
				TimeUnit.NANOSECONDS);
		return answer.whenComplete((given, failure) -> end.cancel(false));
	}

	@Override
	public boolean decidesInTime() {
		return true;
	}

	@Override
	public void add(int account, long amount) {
		this.bookkeeper.add(this.shares.get(account), amount);
	}

	@Override
	public long value(int account) {
		return this.shares.get(account).value();
	}

	List<Account> accounts() {
		return this.accounts;
	}

	List<Share> shares() {
		return this.shares;
	}

	boolean isForeign() {
		return this.shares.stream().anyMatch(Share::isForeign);
	}

	/** The first account that is at its bound as far as is known here. */
	int full() {
		for (int i = 0; i < this.shares.size(); i++) {
			if (value(i) >= this.accounts.get(i).max()) {
				return i;
			}
		}
		return NOBODY;
	}

	/** Counts one attempt. */
	void take() {
		for (int i = 0; i < this.shares.size(); i++) {
			this.shares.get(i).add(this.accounts.get(i).reserved());
		}
	}

	private static RuntimeException unwrapped(@Nullable Throwable cause) {
		return (cause instanceof RuntimeException failure) ? failure : new IllegalStateException(cause);
	}

}
