package dev.understudy.limit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
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

	private final Queue<CompletableFuture<Integer>> asked = new ArrayDeque<>();

	private final Queue<Runnable> reminders = new ArrayDeque<>();

	private LimitStore steady = LimitStore.inMemory();

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
		assertThat(asks).containsExactly(0, 1, 3, 7, 12, 17, 22, 27, 32, 37, 42, 47, 52, 57, 62);
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

	@Test
	void reservationComesBackToTheStoreThatGaveItThoughThatWentMeanwhile() {
		BoundedModel model = bounded();
		Reservation reserved = model.reserve();
		this.shaky.down = true;
		reserved.giveBack();
		assertThat(model.consumption().requests()).isZero();
		Reservation here = model.reserve();
		this.shaky.down = false;
		assertThat(this.shaky.counted()).as("not told yet").isOne();
		this.ticker.advance(SECOND);
		Reservation there = model.reserve();
		assertThat(this.shaky.counted()).isEqualTo(2);
		here.giveBack();
		there.giveBack();
		assertThat(this.shaky.counted()).isZero();
		assertThat(model.consumption().requests()).isZero();
	}

	@Test
	void reservationThatWasCountedHereComesBackFromTheStoreThatLearntOfIt() {
		BoundedModel model = bounded();
		this.shaky.down = true;
		Reservation here = model.reserve();
		Reservation second = model.reserve();
		this.shaky.down = false;
		this.ticker.advance(SECOND);
		Reservation there = model.reserve();
		assertThat(this.shaky.counted()).isEqualTo(3);
		assertThat(model.tryReserve()).isNull();
		here.giveBack();
		assertThat(this.shaky.counted()).isEqualTo(2);
		assertThat(model.reasons()).isEmpty();
		second.giveBack();
		there.giveBack();
		assertThat(this.shaky.counted()).isZero();
	}

	@Test
	void storeLosesNothingThatItNeverHad() {
		BoundedModel model = bounded();
		this.shaky.down = true;
		Reservation here = model.reserve();
		this.shaky.down = false;
		here.giveBack();
		assertThat(this.shaky.counted()).isZero();
		assertThat(model.consumption().requests()).isZero();
		this.ticker.advance(SECOND);
		model.reserve();
		assertThat(this.shaky.counted()).isOne();
	}

	@Test
	void reservationsComeBackWhateverTheStoreDoes() {
		Random random = new Random(7);
		BoundedModel model = new BoundedModel(steady(WhenStoreIsDown.COUNT_LOCALLY),
				Limit.requests(20, BoundedModel.DAY));
		Queue<Reservation> reserved = new ArrayDeque<>();
		for (int i = 0; i < 5_000; i++) {
			this.shaky.down ^= random.nextInt(8) == 0;
			this.ticker.advance(Duration.ofMillis(random.nextInt(2_000)));
			Reservation next = random.nextBoolean() ? model.tryReserve() : null;
			if (next != null) {
				reserved.add(next);
			}
			else if (!reserved.isEmpty()) {
				reserved.remove().giveBack();
			}
			assertThat(model.consumption().requests()).isEqualTo(reserved.size());
			assertThat(this.shaky.counted()).isNotNegative();
		}
		this.shaky.down = false;
		reserved.forEach(Reservation::giveBack);
		this.ticker.advance(SECOND.multipliedBy(5));
		Reservation last = model.tryReserve();
		if (last != null) {
			last.giveBack();
		}
		assertThat(this.shaky.counted()).isZero();
	}

	@Test
	void tellsAlsoWhatIsOwedOfCountersThatNobodyAsksForAnyMore() {
		Ledger yesterday = open(WhenStoreIsDown.COUNT_LOCALLY);
		Ledger today = this.steady.open(List.of(new Account(
				new CounterKey("gpt", LimitKind.REQUESTS, DAY, DAY.at(Instant.EPOCH.plus(Duration.ofDays(1)))), 3, 1)));
		this.shaky.down = true;
		yesterday.add(0, 2);
		this.shaky.down = false;
		this.ticker.advance(SECOND);
		assertThat(today.reserve()).isEqualTo(Ledger.NOBODY);
		assertThat(this.shaky.memory.open(THREE).value(0)).isEqualTo(2);
	}

	@Test
	void storeThatCanOnlyNotReserveIsToldWhatIsAdded() {
		Ledger memory = LimitStore.inMemory().open(THREE);
		Ledger ledger = LimitStore.steady((accounts) -> new Broken(false) {
			@Override
			public void add(int account, long amount) {
				memory.add(account, amount);
			}

			@Override
			public long value(int account) {
				return memory.value(account);
			}
		}, WhenStoreIsDown.REFUSE, this.ticker).open(THREE);
		ledger.add(0, 2);
		assertThat(ledger.reserve()).isZero();
		ledger.add(0, -1);
		assertThat(memory.value(0)).isOne();
		assertThat(ledger.value(0)).isOne();
	}

	@Test
	void handsOnWhoIsToHearOfOthersUnlessTheStoreIsDown() {
		List<String> heard = new ArrayList<>();
		steady(WhenStoreIsDown.COUNT_LOCALLY).whenOthersGiveBack(heard::add);
		this.shaky.down = true;
		steady(WhenStoreIsDown.COUNT_LOCALLY).whenOthersGiveBack((modelId) -> heard.add("in vain"));
		this.shaky.listener.accept("gpt");
		assertThat(heard).containsExactly("gpt");
	}

	@Test
	void storeThatIsBackKnowsWhatWasCountedBeforeItDecides() {
		Ledger ledger = open(WhenStoreIsDown.COUNT_LOCALLY);
		this.shaky.down = true;
		IntStream.range(0, 3).forEach((i) -> assertThat(ledger.reserve()).isEqualTo(Ledger.NOBODY));
		this.shaky.down = false;
		this.ticker.advance(SECOND);
		assertThat(ledger.reserve()).isZero();
		assertThat(this.shaky.counted()).isEqualTo(3);
		assertThat(ledger.value(0)).isEqualTo(3);
	}

	@Test
	void reservationsBesideTheOneThatAsksAStoreThatIsBackCountToo() {
		Ledger ledger = later(WhenStoreIsDown.COUNT_LOCALLY);
		CompletionStage<Integer> failing = ledger.reserveLater();
		this.asked.remove().completeExceptionally(new IllegalStateException("down"));
		assertThat(failing).isCompletedWithValue(Ledger.NOBODY);
		this.ticker.advance(SECOND);
		CompletionStage<Integer> asking = ledger.reserveLater();
		assertThat(ledger.reserve()).isEqualTo(Ledger.NOBODY);
		assertThat(ledger.reserve()).isEqualTo(Ledger.NOBODY);
		this.shaky.memory.open(THREE).add(0, 1);
		this.asked.remove().complete(Ledger.NOBODY);
		assertThat(asking).isCompletedWithValue(0);
		assertThat(ledger.value(0)).isEqualTo(3);
		assertThat(this.shaky.counted()).isEqualTo(3);
	}

	@Test
	void oneProcessNeverPassesItsLimitWhenTheStoreComesAndGoes() throws Exception {
		Ledger ledger = open(WhenStoreIsDown.COUNT_LOCALLY);
		AtomicInteger running = new AtomicInteger();
		AtomicInteger most = new AtomicInteger();
		ExecutorService threads = Executors.newFixedThreadPool(4);
		try {
			List<Future<?>> callers = new ArrayList<>();
			for (int seed = 0; seed < 4; seed++) {
				Random random = new Random(seed);
				callers.add(threads.submit(() -> {
					for (int i = 0; i < 20_000; i++) {
						this.shaky.down ^= random.nextInt(16) == 0;
						this.ticker.advance(Duration.ofMillis(random.nextInt(1_000)));
						if (ledger.reserve() == Ledger.NOBODY) {
							most.accumulateAndGet(running.incrementAndGet(), Math::max);
							Thread.yield();
							running.decrementAndGet();
							ledger.add(0, -1);
						}
					}
				}));
			}
			for (Future<?> caller : callers) {
				caller.get(60, TimeUnit.SECONDS);
			}
		}
		finally {
			threads.shutdownNow();
		}
		assertThat(most.get()).isBetween(1, 3);
		this.shaky.down = false;
		this.ticker.advance(SECOND.multipliedBy(5));
		assertThat(ledger.reserve()).isEqualTo(Ledger.NOBODY);
		assertThat(this.shaky.counted()).isOne();
	}

	@Test
	void tellsWhatIsOwedAlsoWhenNobodyReservesAnyMore() {
		List<Long> reminders = new ArrayList<>();
		List<String> changed = new ArrayList<>();
		LimitStore store = reminding(reminders);
		store.whenOthersGiveBack(changed::add);
		Ledger ledger = store.open(THREE);
		this.shaky.down = true;
		ledger.reserve();
		ledger.reserve();
		assertThat(reminders).containsExactly(SECOND.toNanos());
		this.ticker.advance(SECOND);
		this.reminders.remove().run();
		assertThat(reminders).as("once more, later").containsExactly(SECOND.toNanos(), 5 * SECOND.toNanos());
		this.shaky.down = false;
		this.reminders.remove().run();
		assertThat(this.shaky.counted()).isEqualTo(2);
		assertThat(ledger.value(0)).isEqualTo(2);
		assertThat(this.reminders).isEmpty();
		assertThat(changed).as("who may have seen too much").containsExactly("gpt");
	}

	@Test
	void tellsWhatIsOwedWhenItIsClosedAndNothingOfOthersAfterwards() {
		List<String> heard = new ArrayList<>();
		SteadyLimitStore store = reminding(new ArrayList<>());
		store.whenOthersGiveBack(heard::add);
		Ledger ledger = store.open(THREE);
		this.shaky.down = true;
		ledger.reserve();
		this.shaky.down = false;
		store.close();
		assertThat(this.shaky.counted()).isOne();
		this.reminders.remove().run();
		this.shaky.listener.accept("gpt");
		assertThat(heard).isEmpty();
	}

	@Test
	void failureOfAQuestionFromBeforeTheStoreWentSaysNothingOnceItIsBack() {
		Ledger ledger = later(WhenStoreIsDown.COUNT_LOCALLY);
		CompletionStage<Integer> late = ledger.reserveLater();
		CompletionStage<Integer> failing = ledger.reserveLater();
		CompletableFuture<Integer> question = this.asked.remove();
		this.asked.remove().completeExceptionally(new IllegalStateException("down"));
		assertThat(failing).isCompleted();
		this.ticker.advance(SECOND);
		CompletionStage<Integer> asking = ledger.reserveLater();
		this.asked.remove().complete(0);
		assertThat(asking).isCompletedWithValue(0);
		question.completeExceptionally(new IllegalStateException("late"));
		assertThat(late).isCompleted();
		ledger.reserveLater();
		assertThat(this.asked).as("the store is asked as ever").hasSize(1);
	}

	@Test
	void claimThatWasLeftReportsNoFailureAndReservesNothingHere() {
		Ledger ledger = later(WhenStoreIsDown.COUNT_LOCALLY);
		Inquiry inquiry = ((SteadyLedger) ledger).ask();
		inquiry.leave();
		this.asked.remove().completeExceptionally(new IllegalStateException("down"));
		assertThat(inquiry.answer()).isCompleted();
		assertThat(ledger.value(0)).isZero();
		ledger.reserveLater();
		assertThat(this.asked).hasSize(1);
	}

	@Test
	void storeThatDecidesByAClockOfItsOwnIsNotDownWhenItsAnswerIsLate() {
		for (boolean decides : new boolean[] { true, false }) {
			Ledger ledger = later(WhenStoreIsDown.COUNT_LOCALLY, decides);
			assertThat(((SteadyLedger) ledger).ask().alone()).isEqualTo(Ledger.NOBODY);
			this.asked.clear();
			ledger.reserveLater();
			assertThat(this.asked).hasSize(decides ? 1 : 0);
		}
	}

	@Test
	void stageThatThrowsIsAStoreThatIsDown() {
		Ledger memory = LimitStore.inMemory().open(THREE);
		BoundedModel model = new BoundedModel(LimitStore.steady((accounts) -> new Broken(false) {
			@Override
			public CompletionStage<Integer> reserveLater() {
				return new CompletableFuture<>() {
					@Override
					public CompletableFuture<Integer> toCompletableFuture() {
						throw new UnsupportedOperationException("no future");
					}

					@Override
					public CompletableFuture<Integer> whenComplete(
							BiConsumer<? super Integer, ? super Throwable> action) {
						throw new IllegalStateException("no stage");
					}
				};
			}

			@Override
			public long value(int account) {
				return memory.value(account);
			}
		}), Limit.requests(3, BoundedModel.DAY));
		Claim claim = model.allowance.claim(model.ticker.nanos());
		assertThat(claim.isDone()).isTrue();
		assertThat(claim.take()).isNotNull();
		assertThat(model.consumption().requests()).isOne();
	}

	private SteadyLimitStore reminding(List<Long> delays) {
		return new SteadyLimitStore(this.shaky, WhenStoreIsDown.COUNT_LOCALLY, this.ticker, (nanos, action) -> {
			delays.add(nanos);
			this.reminders.add(action);
		});
	}

	private Ledger later(WhenStoreIsDown whenDown) {
		return later(whenDown, false);
	}

	/** Counters of which a test tells later what they reserve. */
	private Ledger later(WhenStoreIsDown whenDown, boolean decides) {
		return LimitStore.steady((accounts) -> new Broken(false) {

			private final Ledger counters = SteadyLimitStoreTests.this.shaky.memory.open(accounts);

			@Override
			public CompletionStage<Integer> reserveLater() {
				CompletableFuture<Integer> answer = new CompletableFuture<>();
				SteadyLimitStoreTests.this.asked.add(answer);
				return answer;
			}

			@Override
			public boolean decidesInTime() {
				return decides;
			}

			@Override
			public void add(int account, long amount) {
				this.counters.add(account, amount);
			}

			@Override
			public long value(int account) {
				return this.counters.value(account);
			}

		}, whenDown, this.ticker).open(THREE);
	}

	private BoundedModel bounded() {
		return new BoundedModel(steady(WhenStoreIsDown.COUNT_LOCALLY), Limit.requests(3, BoundedModel.DAY));
	}

	private LimitStore steady(WhenStoreIsDown whenDown) {
		this.steady = LimitStore.steady(this.shaky, whenDown, this.ticker);
		return this.steady;
	}

	private Ledger open(WhenStoreIsDown whenDown) {
		return steady(whenDown).open(THREE);
	}

	/** A store that is down now and then. */
	private static final class Shaky implements LimitStore {

		private final LimitStore memory = LimitStore.inMemory();

		private volatile boolean down;

		private volatile int asks;

		private List<Account> accounts = THREE;

		private Consumer<String> listener = (modelId) -> {
		};

		@Override
		public void whenOthersGiveBack(Consumer<String> hearing) {
			check();
			this.listener = hearing;
		}

		@Override
		public Ledger open(List<Account> accounts) {
			check();
			this.accounts = accounts;
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
					Shaky.this.asks++;
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
			return this.memory.open(this.accounts).value(0);
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
