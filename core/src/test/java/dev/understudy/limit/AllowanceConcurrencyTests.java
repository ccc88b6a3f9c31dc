package dev.understudy.limit;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

import dev.understudy.StandbyReason;
import dev.understudy.Usage;
import org.junit.jupiter.api.Test;

import static dev.understudy.limit.BoundedModel.DAY;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Many threads and one limit.
 */
class AllowanceConcurrencyTests {

	private static final int THREADS = 8;

	private static final int ROUNDS = 200;

	@Test
	void asManyAnswersAsTheLimitAllowsWhateverFailsInBetween() throws Exception {
		for (int round = 0; round < ROUNDS; round++) {
			BoundedModel model = new BoundedModel(Limit.requests(10, DAY));
			AtomicInteger kept = new AtomicInteger();
			together(() -> {
				for (int i = 0; i < 20; i++) {
					Reservation reserved = model.tryReserve();
					if (reserved != null && ThreadLocalRandom.current().nextInt(3) == 0) {
						reserved.giveBack();
					}
					else if (reserved != null) {
						kept.incrementAndGet();
						reserved.keep();
					}
				}
				return true;
			});
			for (int left = kept.get(); left < 10; left++) {
				model.answer(1);
			}
			assertThat(model.tryReserve()).isNull();
			assertThat(kept.get()).isLessThanOrEqualTo(10);
			assertThat(model.consumption().requests()).isEqualTo(10);
			assertThat(model.reasons()).containsExactly(StandbyReason.REQUEST_LIMIT);
			assertThat(model.told).filteredOn((line) -> line.contains("nearly")).hasSize(1);
			assertToldInTurns(model);
		}
	}

	@Test
	void modelIsNotLeftOutWhenEverythingCameBack() throws Exception {
		for (int round = 0; round < ROUNDS; round++) {
			BoundedModel model = new BoundedModel(Limit.requests(2, DAY));
			together(() -> {
				for (int i = 0; i < 20; i++) {
					Reservation reserved = model.tryReserve();
					if (reserved != null) {
						reserved.giveBack();
					}
				}
				return true;
			});
			assertThat(model.consumption().requests()).isZero();
			assertThat(model.reasons()).isEmpty();
			assertToldInTurns(model);
		}
	}

	@Test
	void modelIsBackWhenAllGaveBackAtTheSameTimeAndNobodyAsksAgain() throws Exception {
		for (int round = 0; round < ROUNDS; round++) {
			BoundedModel model = new BoundedModel(Limit.requests(THREADS, DAY));
			Queue<Reservation> running = new ConcurrentLinkedQueue<>();
			for (int i = 0; i < THREADS; i++) {
				running.add(model.reserve());
			}
			assertThat(model.tryReserve()).isNull();
			CyclicBarrier start = new CyclicBarrier(THREADS);
			together(() -> {
				start.await();
				running.remove().giveBack();
				return true;
			});
			assertThat(model.consumption().requests()).isZero();
			assertThat(model.reasons()).isEmpty();
			assertToldInTurns(model);
		}
	}

	@Test
	void windowsThatChangeUnderLoadLoseAndDoubleNothing() throws Exception {
		LedgerBook book = new LedgerBook();
		BoundedModel model = new BoundedModel(book, Limit.requests(1_000_000, Period.of(Duration.ofSeconds(1))),
				Limit.tokens(1_000_000, Period.of(Duration.ofSeconds(1))));
		AtomicLong kept = new AtomicLong();
		AtomicLong tokens = new AtomicLong();
		together(() -> {
			for (int i = 0; i < 2_000; i++) {
				Reservation reserved = model.reserve();
				if (i % 50 == 0) {
					model.pass(Duration.ofMillis(137));
				}
				reserved.used(new Usage(2, 1));
				tokens.addAndGet(3);
				if (i % 3 == 0) {
					reserved.giveBack();
				}
				else {
					kept.incrementAndGet();
					reserved.keep();
				}
			}
			return true;
		});
		assertThat(book.sum(LimitKind.REQUESTS)).isEqualTo(kept.get());
		assertThat(book.sum(LimitKind.TOKENS)).isEqualTo(tokens.get());
		assertThat(book.windows()).isGreaterThan(10);
	}

	/** Told that it is down, then that it is back, and so on: never twice the same. */
	private static void assertToldInTurns(BoundedModel model) {
		List<String> told = model.told.stream().filter((line) -> !line.contains("nearly")).toList();
		for (int i = 0; i < told.size(); i++) {
			assertThat(told.get(i)).contains((i % 2 == 0) ? "down" : "recovered");
		}
	}

	private static void together(Callable<Boolean> task) throws Exception {
		ExecutorService threads = Executors.newFixedThreadPool(THREADS);
		try {
			List<Callable<Boolean>> tasks = IntStream.range(0, THREADS).mapToObj((i) -> task).toList();
			for (Future<Boolean> done : threads.invokeAll(tasks, 60, TimeUnit.SECONDS)) {
				done.get();
			}
		}
		finally {
			threads.shutdownNow();
		}
	}

}
