package dev.understudy.limit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;

import dev.understudy.health.VirtualTicker;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SteadyLimitStoreTests {

	private static final Period DAY = Period.of(Duration.ofDays(1));

	private static final List<Account> ACCOUNTS = List
		.of(new Account(new CounterKey("gpt", LimitKind.REQUESTS, DAY, DAY.at(Instant.EPOCH)), 2, 1));

	private static final List<Account> THREE = List
		.of(new Account(new CounterKey("gpt", LimitKind.REQUESTS, DAY, DAY.at(Instant.EPOCH)), 3, 1));

	private static final Duration SECOND = Duration.ofSeconds(1);

	private final VirtualTicker ticker = new VirtualTicker();

	private final Shaky shaky = new Shaky();

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

	@Test
	void addsWhatItCountedWhenTheStoreIsBack() {
		Ledger ledger = open(WhenStoreIsDown.COUNT_LOCALLY);
		assertThat(ledger.reserve()).isEqualTo(Ledger.NOBODY);
		this.shaky.down = true;
		assertThat(ledger.reserve()).isEqualTo(Ledger.NOBODY);
		assertThat(ledger.reserve()).as("one there, two here").isEqualTo(Ledger.NOBODY);
		ledger.add(0, -1);
		assertThat(ledger.value(0)).isEqualTo(2);
		assertThat(this.shaky.counted()).isOne();
		this.shaky.down = false;
		this.ticker.advance(SECOND);
		assertThat(ledger.reserve()).isEqualTo(Ledger.NOBODY);
		assertThat(this.shaky.counted()).isEqualTo(3);
		assertThat(ledger.value(0)).isEqualTo(3);
		assertThat(ledger.reserve()).isZero();
	}

	@Test
	void goesOnFromWhatItHeardLast() {
		Ledger ledger = open(WhenStoreIsDown.COUNT_LOCALLY);
		ledger.reserve();
		ledger.reserve();
		assertThat(ledger.value(0)).isEqualTo(2);
		this.shaky.down = true;
		assertThat(ledger.reserve()).isEqualTo(Ledger.NOBODY);
		assertThat(ledger.reserve()).isZero();
		assertThat(ledger.value(0)).isEqualTo(3);
	}

	@Test
	void leavesAStoreThatIsDownAloneForLongerEachTime() {
		Ledger ledger = open(WhenStoreIsDown.COUNT_LOCALLY);
		this.shaky.down = true;
		List<Integer> asks = new ArrayList<>();
		for (int i = 0; i < 64; i++) {
			int before = this.shaky.asks;
			ledger.reserve();
			ledger.reserve();
			if (this.shaky.asks > before) {
				asks.add(i);
			}
			this.ticker.advance(SECOND);
		}
		assertThat(asks).containsExactly(0, 1, 3, 7, 15, 31, 61);
	}

	@Test
	void letsNobodyReserveWhileTheStoreIsDownWhereThatIsSaid() {
		SteadyLedger ledger = (SteadyLedger) open(WhenStoreIsDown.REFUSE);
		assertThat(ledger.reserve()).isEqualTo(Ledger.NOBODY);
		assertThat(ledger.refuses()).isFalse();
		this.shaky.down = true;
		assertThat(ledger.reserve()).isZero();
		assertThat(ledger.refuses()).isTrue();
		assertThat(ledger.reserveLater()).isCompletedWithValue(0);
		this.shaky.down = false;
		assertThat(ledger.reserve()).isZero();
		ledger.add(0, -1);
		this.ticker.advance(SECOND);
		assertThat(ledger.refuses()).isFalse();
		assertThat(ledger.reserve()).isEqualTo(Ledger.NOBODY);
		assertThat(this.shaky.counted()).isOne();
	}

	@Test
	void opensLaterWhatCouldNotBeOpened() {
		this.shaky.down = true;
		LimitStore store = LimitStore.steady(this.shaky, WhenStoreIsDown.COUNT_LOCALLY, this.ticker);
		Ledger ledger = store.open(THREE);
		Ledger other = store.open(THREE);
		assertThat(ledger.reserve()).isEqualTo(Ledger.NOBODY);
		assertThat(other.value(0)).isOne();
		this.shaky.down = false;
		this.ticker.advance(SECOND);
		assertThat(ledger.reserve()).isEqualTo(Ledger.NOBODY);
		assertThat(this.shaky.counted()).isEqualTo(2);
		assertThat(other.value(0)).isEqualTo(2);
		assertThat(other.reserve()).isEqualTo(Ledger.NOBODY);
		assertThat(other.value(0)).isEqualTo(3);
	}

	@Test
	void takesNoAnswerForAStoreThatIsDown() {
		Ledger ledger = LimitStore.steady((accounts) -> new Broken(false) {
			@Override
			public CompletionStage<Integer> reserveLater() {
				return CompletableFuture.completedFuture(null);
			}
		}).open(ACCOUNTS);
		assertThat(ledger.reserveLater()).isCompletedWithValue(Ledger.NOBODY);
		assertThat(ledger.value(0)).isOne();
	}

	@Test
	void reservesNoMoreThanIsLeftHoweverManyTryWhileTheStoreIsDown() {
		this.shaky.down = true;
		Ledger ledger = open(WhenStoreIsDown.COUNT_LOCALLY);
		long reserved = IntStream.range(0, 1_000).parallel().filter((i) -> ledger.reserve() == Ledger.NOBODY).count();
		assertThat(reserved).isEqualTo(3);
	}

	private Ledger open(WhenStoreIsDown whenDown) {
		return LimitStore.steady(this.shaky, whenDown, this.ticker).open(THREE);
	}

	/** A store that is down now and then. */
	private static final class Shaky implements LimitStore {

		private final LimitStore memory = LimitStore.inMemory();

		private volatile boolean down;

		private volatile int asks;

		@Override
		public Ledger open(List<Account> accounts) {
			check();
			Ledger counters = this.memory.open(accounts);
			return new Ledger() {
				@Override
				public int reserve() {
					Shaky.this.asks++;
					check();
					return counters.reserve();
				}

				@Override
				public void add(int account, long amount) {
					check();
					counters.add(account, amount);
				}

				@Override
				public long value(int account) {
					check();
					return counters.value(account);
				}
			};
		}

		long counted() {
			return this.memory.open(THREE).value(0);
		}

		private void check() {
			if (this.down) {
				throw new IllegalStateException("down");
			}
		}

	}

	/** A ledger whose store is down. */
	private static class Broken implements Ledger {

		private final boolean later;

		Broken(boolean later) {
			this.later = later;
		}

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
