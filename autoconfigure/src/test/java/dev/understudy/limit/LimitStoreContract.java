package dev.understudy.limit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What every store of counters has to do. A store that counts a moment later says so with
 * {@link #settle()}.
 */
public abstract class LimitStoreContract {

	private static final Period DAY = Period.of(Duration.ofDays(1));

	private static final int THREADS = 8;

	private LimitStore store;

	/** Today, as far as the store knows the time on the wall. */
	private Window today;

	@BeforeEach
	void open() {
		this.store = store();
		this.today = DAY.at(now());
	}

	/**
	 * Makes the store under test, all counters at zero. Asked once for each test.
	 * @return the store
	 */
	protected abstract LimitStore store();

	/**
	 * The time on the wall of the store.
	 * @return the time in whose windows counters are opened
	 */
	protected Instant now() {
		return Instant.parse("2026-11-21T16:37:57Z");
	}

	/** Waits until everything that was added is counted. */
	protected void settle() {
	}

	@Test
	void countersBeginAtZero() {
		assertThat(requests(10).value(0)).isZero();
	}

	@Test
	void reservesUpToTheBoundAndNoFurther() {
		Ledger ledger = requests(3);
		for (int i = 0; i < 3; i++) {
			assertThat(ledger.reserve()).isEqualTo(Ledger.NOBODY);
		}
		assertThat(ledger.reserve()).isZero();
		assertThat(ledger.value(0)).isEqualTo(3);
	}

	@Test
	void reservesAsWellForThoseWhoDoNotWait() throws Exception {
		Ledger ledger = requests(1);
		assertThat(later(ledger)).isEqualTo(Ledger.NOBODY);
		assertThat(later(ledger)).isZero();
		assertThat(ledger.reserve()).isZero();
	}

	@Test
	void whatComesBackMayBeReservedAgain() {
		Ledger ledger = requests(1);
		assertThat(ledger.reserve()).isEqualTo(Ledger.NOBODY);
		ledger.add(0, -1);
		settle();
		assertThat(ledger.value(0)).isZero();
		assertThat(ledger.reserve()).isEqualTo(Ledger.NOBODY);
	}

	@Test
	void whatIsUsedIsAddedBeyondTheBound() {
		Ledger ledger = this.store.open(List.of(account("gpt", LimitKind.TOKENS, this.today, 100, 0)));
		assertThat(ledger.reserve()).isEqualTo(Ledger.NOBODY);
		assertThat(ledger.value(0)).isZero();
		ledger.add(0, 1_000);
		settle();
		assertThat(ledger.value(0)).isEqualTo(1_000);
		assertThat(ledger.reserve()).isZero();
	}

	@Test
	void boundIsReachedExactlyAtTheBound() {
		Ledger ledger = this.store.open(List.of(account("gpt", LimitKind.BUDGET, this.today, 100, 0)));
		ledger.add(0, 99);
		settle();
		assertThat(ledger.reserve()).isEqualTo(Ledger.NOBODY);
		ledger.add(0, 1);
		settle();
		assertThat(ledger.reserve()).isZero();
	}

	@Test
	void reservesForAllAccountsOrForNone() {
		Ledger ledger = this.store.open(List.of(account("gpt", LimitKind.REQUESTS, this.today, 10, 1),
				account("gpt", LimitKind.TOKENS, this.today, 100, 0),
				account("gpt", LimitKind.BUDGET, this.today, 5, 0)));
		assertThat(ledger.reserve()).isEqualTo(Ledger.NOBODY);
		ledger.add(2, 5);
		settle();
		assertThat(ledger.reserve()).isEqualTo(2);
		assertThat(ledger.value(0)).isOne();
		ledger.add(1, 100);
		settle();
		assertThat(ledger.reserve()).isBetween(1, 2);
		assertThat(ledger.value(0)).isOne();
	}

	@Test
	void equalKeysAreTheSameCounterWhateverTheBound() {
		Ledger first = requests(2);
		first.reserve();
		first.reserve();
		Ledger raised = requests(3);
		assertThat(raised.value(0)).isEqualTo(2);
		assertThat(raised.reserve()).isEqualTo(Ledger.NOBODY);
		assertThat(first.reserve()).isZero();
		assertThat(requests(1).reserve()).isZero();
		first.add(0, -3);
		settle();
		assertThat(raised.reserve()).isEqualTo(Ledger.NOBODY);
	}

	@Test
	void otherModelsKindsPeriodsAndWindowsHaveTheirOwn() {
		requests(1).reserve();
		Window tomorrow = DAY.at(this.today.end());
		List<Account> others = List.of(account("claude", LimitKind.REQUESTS, this.today, 1, 1),
				account("gpt", LimitKind.TOKENS, this.today, 1, 0), account("gpt", LimitKind.REQUESTS, tomorrow, 1, 1),
				new Account(new CounterKey("gpt", LimitKind.REQUESTS, Period.MONTH, Period.MONTH.at(now())), 1, 1));
		for (Account other : others) {
			Ledger ledger = this.store.open(List.of(other));
			assertThat(ledger.value(0)).as(other.key().text()).isZero();
			assertThat(ledger.reserve()).as(other.key().text()).isEqualTo(Ledger.NOBODY);
		}
	}

	@Test
	void endedCounterMayBeUsedAndChangesNoOther() {
		Ledger yesterday = this.store
			.open(List.of(account("gpt", LimitKind.REQUESTS, DAY.at(this.today.start().minusNanos(1)), 10, 1)));
		yesterday.reserve();
		Ledger now = requests(10);
		now.reserve();
		yesterday.add(0, 5);
		yesterday.add(0, -1);
		settle();
		assertThat(now.value(0)).isOne();
	}

	@Test
	void neverReservesMoreThanTheBoundHoweverManyTry() {
		Ledger[] ledgers = { requests(10), requests(10) };
		List<Integer> answers = together(50, (i) -> () -> ledgers[i % 2].reserve());
		assertThat(answers).filteredOn((answer) -> answer == Ledger.NOBODY).hasSize(10);
		settle();
		assertThat(requests(10).value(0)).isEqualTo(10);
	}

	@Test
	void losesNothingThatIsAddedAtTheSameTime() {
		Ledger ledger = this.store.open(List.of(account("gpt", LimitKind.TOKENS, this.today, Long.MAX_VALUE, 0)));
		together(THREADS, (i) -> () -> {
			for (int n = 0; n < 500; n++) {
				ledger.add(0, 3);
			}
			return 0;
		});
		settle();
		assertThat(ledger.value(0)).isEqualTo(THREADS * 500 * 3L);
	}

	private Ledger requests(long max) {
		return this.store.open(List.of(account("gpt", LimitKind.REQUESTS, this.today, max, 1)));
	}

	private static int later(Ledger ledger) throws Exception {
		return ledger.reserveLater().toCompletableFuture().get(30, TimeUnit.SECONDS);
	}

	private static Account account(String model, LimitKind kind, Window window, long max, long reserved) {
		return new Account(new CounterKey(model, kind, DAY, window), max, reserved);
	}

	private static List<Integer> together(int tasks, IntFunction<Callable<Integer>> task) {
		ExecutorService threads = Executors.newFixedThreadPool(THREADS);
		try {
			List<Callable<Integer>> all = new ArrayList<>();
			for (int i = 0; i < tasks; i++) {
				all.add(task.apply(i));
			}
			List<Integer> answers = new ArrayList<>();
			for (Future<Integer> answer : threads.invokeAll(all, 60, TimeUnit.SECONDS)) {
				answers.add(answer.get());
			}
			return answers;
		}
		catch (Exception ex) {
			throw new AssertionError("A task failed", ex);
		}
		finally {
			threads.shutdownNow();
		}
	}

}
