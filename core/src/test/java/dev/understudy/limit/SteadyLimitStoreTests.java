package dev.understudy.limit;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SteadyLimitStoreTests {

	private static final Period DAY = Period.of(Duration.ofDays(1));

	private static final List<Account> ACCOUNTS = List
		.of(new Account(new CounterKey("gpt", LimitKind.REQUESTS, DAY, DAY.at(Instant.EPOCH)), 2, 1));

	@Test
	void countsInMemoryWhatTheStoreDoesNotOpen() {
		Ledger ledger = LimitStore.steady((accounts) -> {
			throw new IllegalStateException("down");
		}).open(ACCOUNTS);
		assertThat(ledger.reserve()).isEqualTo(Ledger.NOBODY);
		assertThat(ledger.value(0)).isOne();
	}

	@Test
	void countsInMemoryWhatTheStoreDoesNotCount() {
		Ledger ledger = LimitStore.steady((accounts) -> new Broken(false)).open(ACCOUNTS);
		assertThat(ledger.reserve()).isEqualTo(Ledger.NOBODY);
		ledger.add(0, 1);
		assertThat(ledger.value(0)).isEqualTo(2);
		assertThat(ledger.reserve()).isZero();
		assertThat(ledger.reserveLater()).isCompletedWithValue(0);
	}

	@Test
	void countsInMemoryWhatFailsLater() {
		Ledger ledger = LimitStore.steady((accounts) -> new Broken(true)).open(ACCOUNTS);
		assertThat(ledger.reserveLater()).isCompletedWithValue(Ledger.NOBODY);
		assertThat(ledger.value(0)).isOne();
	}

	/** A ledger whose store is down. */
	private record Broken(boolean later) implements Ledger {

		@Override
		public int reserve() {
			throw new IllegalStateException("down");
		}

		@Override
		public CompletionStage<Integer> reserveLater() {
			if (this.later) {
				return CompletableFuture.failedFuture(new IllegalStateException("down"));
			}
			throw new IllegalStateException("down");
		}

		@Override
		public void add(int account, long amount) {
			throw new IllegalStateException("down");
		}

		@Override
		public long value(int account) {
			throw new IllegalStateException("down");
		}

	}

}
