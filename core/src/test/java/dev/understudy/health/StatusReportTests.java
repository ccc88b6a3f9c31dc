package dev.understudy.health;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.LongStream;

import dev.understudy.ModelState;
import dev.understudy.ModelStatus;
import dev.understudy.Usage;
import dev.understudy.failure.FailureKind;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class StatusReportTests {

	private final WatchedModel model = new WatchedModel();

	@Test
	void untouchedModelHasNothingToShow() {
		ModelStatus status = this.model.status();
		assertThat(status.id()).isEqualTo("gpt");
		assertThat(status.provider()).isEqualTo("openai");
		assertThat(status.name()).isEqualTo("gpt-4.1");
		assertThat(status.state()).isEqualTo(ModelState.ACTIVE);
		assertThat(status.cooldownRemaining()).isZero();
		assertThat(status.latencyMean()).isZero();
		assertThat(status.latencyP50()).isZero();
		assertThat(status.latencyP95()).isZero();
		assertThat(status.score()).isEqualTo(0.5);
		assertThat(status.requestsUsed()).isZero();
		assertThat(status.lastRequest()).isNull();
		assertThat(status.lastFailure()).isNull();
		assertThat(status.lastProbe()).isNull();
		assertThat(status.recentLatencies()).isEmpty();
	}

	@Test
	void latenciesAreThoseOfSuccessfulCalls() {
		for (int i = 1; i <= 20; i++) {
			this.model.succeedAfter(Duration.ofMillis(i));
		}
		Lease failing = this.model.lease();
		this.model.pass(5);
		this.model.fail(failing);
		ModelStatus status = this.model.status();
		assertThat(status.latencyMean()).isEqualTo(Duration.ofNanos(10_500_000));
		assertThat(status.latencyP50()).isEqualTo(Duration.ofMillis(10));
		assertThat(status.latencyP95()).isEqualTo(Duration.ofMillis(19));
		assertThat(status.recentLatencies()).hasSize(20)
			.startsWith(Duration.ofMillis(1), Duration.ofMillis(2))
			.endsWith(Duration.ofMillis(20));
	}

	@Test
	void percentilesDoNotDependOnTheOrderOfCalls() {
		for (int i = 20; i >= 1; i--) {
			this.model.succeedAfter(Duration.ofMillis(i));
		}
		assertThat(this.model.status().latencyP50()).isEqualTo(Duration.ofMillis(10));
		assertThat(this.model.status().latencyP95()).isEqualTo(Duration.ofMillis(19));
	}

	@Test
	void onlyTheLatestLatenciesAreKept() {
		for (int i = 1; i <= 100; i++) {
			this.model.succeedAfter(Duration.ofMillis(i));
		}
		assertThat(this.model.status().recentLatencies()).hasSize(64)
			.startsWith(Duration.ofMillis(37))
			.endsWith(Duration.ofMillis(100));
	}

	@Test
	void latencyTooLongToKeepIsCut() {
		this.model.succeedAfter(Duration.ofHours(1));
		assertThat(this.model.status().recentLatencies()).containsExactly(Duration.ofNanos(Integer.MAX_VALUE * 1000L));
	}

	@Test
	void scoreFollowsLatencyAndSuccess() {
		this.model.succeedAfter(Duration.ofSeconds(5));
		this.model.fail(1);
		assertThat(this.model.status().score()).isEqualTo(0.6 * 0.5 + 0.4 * 0.5);
		assertThat(this.model.health.score(this.model.now())).isEqualTo(this.model.status().score());
	}

	@Test
	void timesAreThoseOnTheWall() {
		this.model.pass(10);
		Lease lease = this.model.lease();
		this.model.pass(5);
		this.model.fail(lease);
		this.model.pass(100);
		assertThat(this.model.status().lastRequest()).isEqualTo(after(10));
		assertThat(this.model.status().lastFailure()).isEqualTo(after(15));
	}

	@Test
	void failureThatDoesNotCountIsStillTheLastOne() {
		this.model.pass(7);
		this.model.fail(FailureKind.RATE_LIMIT, Duration.ofSeconds(9));
		assertThat(this.model.status().lastFailure()).isEqualTo(after(7));
		assertThat(this.model.health.statistics().running()).isZero();
	}

	@Test
	void tokensAndCostAreAddedUp() {
		this.model.health.statistics().used(new Usage(1_000_000, 500_000));
		this.model.health.statistics().used(new Usage(500_000, 0));
		assertThat(this.model.health.statistics().usage()).isEqualTo(new Usage(1_500_000, 500_000));
		assertThat(this.model.status().tokensUsed()).isEqualTo(2_000_000);
		assertThat(this.model.status().costUsed()).isEqualTo(1.5 * 2 + 0.5 * 8);
	}

	@Test
	void runningAttemptsAreThoseNotYetGivenBack() {
		Lease one = this.model.lease();
		this.model.lease();
		assertThat(this.model.health.statistics().running()).isEqualTo(2);
		this.model.succeed(one);
		assertThat(this.model.health.statistics().running()).isEqualTo(1);
		assertThat(this.model.status().requestsUsed()).isEqualTo(2);
	}

	@Test
	void meanLatencyIsReadAlone() {
		this.model.succeedAfter(Duration.ofMillis(30));
		assertThat(this.model.health.statistics().latencyMean(this.model.now())).isEqualTo(30_000_000);
		assertThat(this.model.health.statistics().consecutiveFailures()).isZero();
	}

	@Test
	void percentileIsByNearestRank() {
		assertThat(RecentLatencies.percentile(new long[] { 7 }, 0.5)).isEqualTo(7);
		assertThat(RecentLatencies.percentile(new long[] { 1, 2 }, 0.5)).isEqualTo(1);
		assertThat(RecentLatencies.percentile(new long[] { 1, 2, 3 }, 0.95)).isEqualTo(3);
		assertThat(RecentLatencies.percentile(new long[0], 0.95)).isZero();
	}

	@Test
	void systemTickerNeverRunsBackAndKnowsTheWall() {
		Ticker ticker = Ticker.system();
		long before = ticker.nanos();
		assertThat(before).isNotNegative();
		assertThat(ticker.nanos()).isGreaterThanOrEqualTo(before).isLessThan(Duration.ofHours(1).toNanos());
		assertThat(LongStream.generate(ticker::nanos).limit(1000).max().getAsLong()).isPositive();
		assertThat(ticker.instant()).isAfter(Instant.parse("2020-01-01T00:00:00Z"));
	}

	private static Instant after(int seconds) {
		return VirtualTicker.BEGINNING.plusSeconds(seconds);
	}

}
