package dev.understudy.redis;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

import dev.understudy.health.Ticker;
import dev.understudy.limit.Account;
import dev.understudy.limit.CounterKey;
import dev.understudy.limit.Ledger;
import dev.understudy.limit.LimitKind;
import dev.understudy.limit.Period;
import dev.understudy.limit.WhenStoreIsDown;
import dev.understudy.redis.RedisLimitStore.Terms;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RedisLedgerTests {

	private static final Duration SOON = Duration.ofSeconds(20);

	private static final int TRIES = 5;

	private static final List<Account> ACCOUNTS = List
		.of(new Account(new CounterKey("gpt", LimitKind.REQUESTS, Period.MONTH, Period.MONTH.at(Instant.now())), 9, 1));

	@Test
	void whoeverWaitsForARedisThatDoesNotAnswerIsToldByTheClockOfTheStore() {
		String told = whoTells();
		for (int i = 1; i < TRIES && told.equals(Thread.currentThread().getName()); i++) {
			told = whoTells();
		}
		assertThat(told).isEqualTo("understudy-redis-limits");
	}

	/** This very thread, if it is told before it has said what it wants to hear. */
	private static String whoTells() {
		try (RedisLimitStore store = store(Duration.ofMillis(200))) {
			Ledger ledger = store.open(ACCOUNTS);
			CompletableFuture<String> thread = ledger.reserveLater()
				.thenApply((given) -> Thread.currentThread().getName())
				.toCompletableFuture();
			assertThat(thread).succeedsWithin(SOON);
			assertThat(ledger.value(0)).isOne();
			return thread.join();
		}
	}

	@Test
	void whoeverIsToldHoldsUpNobodyElseOfTheModel() {
		try (RedisLimitStore store = store(Duration.ofMillis(100))) {
			Ledger ledger = store.open(ACCOUNTS);
			CompletionStage<Long> value = ledger.reserveLater()
				.thenApply((given) -> CompletableFuture.supplyAsync(() -> {
					ledger.add(0, 1);
					return ledger.value(0);
				}, (task) -> new Thread(task).start()).orTimeout(SOON.toSeconds(), TimeUnit.SECONDS).join());
			assertThat(value).succeedsWithin(SOON).isEqualTo(2L);
		}
	}

	@Test
	void isNotDownWhenItsAnswerIsLate() {
		try (RedisLimitStore store = store(Duration.ofMillis(5))) {
			assertThat(store.open(ACCOUNTS).decidesInTime()).isTrue();
		}
	}

	/** One whose Redis never answers. */
	private static RedisLimitStore store(Duration patience) {
		return new RedisLimitStore(new Silent(), "test",
				new Terms(patience, Duration.ofMinutes(1), WhenStoreIsDown.COUNT_LOCALLY, Ticker.system()));
	}

	/** Nobody there. */
	private static final class Silent implements ScriptRunner {

		@Override
		public CompletableFuture<List<Object>> run(Script script, List<String> keys, List<byte[]> arguments) {
			return new CompletableFuture<>();
		}

		@Override
		public void close() {
		}

	}

}
