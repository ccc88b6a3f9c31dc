package dev.understudy.limit;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class InMemoryLimitStoreTests {

	private static final Period DAY = Period.of(Duration.ofDays(1));

	private final LimitStore store = LimitStore.inMemory();

	@Test
	void keepsTheWindowBeforeInCaseTheClockIsSetBackAndForgetsEarlierOnes() {
		Instant day = Instant.parse("2026-11-21T00:00:00Z");
		Ledger first = open(day);
		first.add(0, 7);
		open(day.plus(Duration.ofDays(1)));
		assertThat(open(day).value(0)).isEqualTo(7);
		open(day.plus(Duration.ofDays(2)));
		assertThat(open(day).value(0)).isZero();
	}

	@Test
	void countStopsWhereItWouldNotFit() {
		Ledger ledger = open(Instant.EPOCH);
		ledger.add(0, Long.MAX_VALUE);
		ledger.add(0, 5);
		assertThat(ledger.value(0)).isEqualTo(Long.MAX_VALUE);
		assertThat(ledger.reserve()).isZero();
	}

	private Ledger open(Instant at) {
		return this.store
			.open(List.of(new Account(new CounterKey("gpt", LimitKind.REQUESTS, DAY, DAY.at(at)), 100, 1)));
	}

}
