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

	private static final List<Account> ACCOUNTS = List
		.of(new Account(new CounterKey("gpt", LimitKind.REQUESTS, Period.MONTH, Period.MONTH.at(Instant.now())), 9, 1));

	@Test
	void whoeverWaitsForARedisThatDoesNotAnswerIsToldByTheClockOfTheStore() {
		try (RedisLimitStore store = store(Duration.ofSeconds(1))) {
			Ledger ledger = store.open(ACCOUNTS);
			CompletionStage<String> thread = ledger.reserveLater()
				.thenApply((given) -> Thread.currentThread().getName());
			assertThat(thread).succeedsWithin(SOON).isEqualTo("understudy-redis-limits");
			assertThat(ledger.value(0)).isOne();
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
