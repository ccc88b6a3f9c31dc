package dev.understudy.health;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

import dev.understudy.StandbyReason;
import dev.understudy.failure.Failure;
import dev.understudy.failure.FailureKind;
import dev.understudy.failure.ModelVerdict;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What holds however many threads there are.
 */
@Tag("slow")
class HealthConcurrencyTests {

	private static final int THREADS = 8;

	private static final int MILLION = 1_000_000;

	private static final Failure FAILURE = Failure.of(FailureKind.SERVER_ERROR, new IllegalStateException());

	private static final Failure LIMIT = new Failure(FailureKind.RATE_LIMIT, Duration.ofMillis(3), 429,
			new IllegalStateException());

	private final WatchedModel model = new WatchedModel(
			HealthRules.DEFAULT.withFailure(new FailureRules(Duration.ofDays(365), 5, 0, 5, Duration.ZERO, 1)));

	@Test
	void noLeaseIsLostInAMillion() {
		AtomicLong given = new AtomicLong();
		AtomicLong counted = new AtomicLong();
		InParallel.run(THREADS, () -> {
			ThreadLocalRandom random = ThreadLocalRandom.current();
			for (int i = 0; i < MILLION / THREADS; i++) {
				Lease lease = this.model.tryLeaseAnyway();
				if (lease != null) {
					given.incrementAndGet();
					counted.addAndGet(end(lease, random.nextInt(100)));
				}
			}
		});
		CallStatistics statistics = this.model.health.statistics();
		assertThat(given).hasValue(MILLION);
		assertThat(statistics.running()).isZero();
		assertThat(statistics.requests()).isEqualTo(given.get());
		assertThat(this.model.status().callsInWindow()).isEqualTo(counted.get());
	}

	@Test
	void windowCountsAreExactWhileSlicesRoll() {
		WatchedModel calm = new WatchedModel(HealthRules.DEFAULT
			.withFailure(new FailureRules(Duration.ofSeconds(1000), 1, 0, Integer.MAX_VALUE, Duration.ZERO, 1)));
		InParallel.run(THREADS, () -> {
			for (int i = 0; i < 20_000; i++) {
				Lease lease = calm.lease();
				if (i % 4 == 0) {
					calm.fail(lease);
				}
				else {
					calm.succeed(lease);
				}
				if (i % 200 == 0) {
					calm.pass(1);
				}
			}
		});
		assertThat(calm.now()).as("all within the window").isEqualTo(Duration.ofSeconds(800).toNanos());
		assertThat(calm.status().callsInWindow()).isEqualTo(THREADS * 20_000L);
		assertThat(calm.status().successRate()).isEqualTo(0.75);
		calm.pass(1100);
		assertThat(calm.status().callsInWindow()).isZero();
	}

	@RepeatedTest(20)
	void changeIsReportedOnceByItsWinner() {
		List<Lease> leases = Stream.generate(this.model::lease).limit(64).toList();
		AtomicInteger next = new AtomicInteger();
		InParallel.run(THREADS, () -> {
			for (int i = 0; i < 8; i++) {
				this.model.fail(leases.get(next.getAndIncrement()));
			}
		});
		assertThat(this.model.reports).containsExactly("gpt down ERROR_THRESHOLD");
		this.model.health.enable(StandbyReason.FAILING);
		this.model.reports.clear();
		this.model.health.standDown(StandbyReason.RATE_LIMITED, Duration.ofSeconds(1), null);
		this.model.pass(1);
		InParallel.run(THREADS, this.model::lease);
		assertThat(this.model.reports).containsExactly("gpt down RATE_LIMITED", "gpt recovered");
	}

	@RepeatedTest(5)
	void trialNeverHasMoreLeasesOutThanPlaces() {
		WatchedModel proving = new WatchedModel(HealthRules.DEFAULT.withTrial(new TrialRules(3, Integer.MAX_VALUE)));
		proving.fallAndWait();
		AtomicInteger out = new AtomicInteger();
		AtomicInteger most = new AtomicInteger();
		InParallel.run(THREADS, () -> {
			for (int i = 0; i < 5000; i++) {
				Lease lease = proving.tryLease();
				if (lease != null) {
					most.accumulateAndGet(out.incrementAndGet(), Math::max);
					out.decrementAndGet();
					if (i % 2 == 0) {
						lease.ignored();
					}
					else {
						proving.succeed(lease);
					}
				}
			}
		});
		assertThat(most).hasValueBetween(1, 3);
		assertThat(proving.health.statistics().running()).isZero();
		proving.lease();
		proving.lease();
		proving.lease();
		assertThat(proving.tryLease()).isNull();
	}

	@RepeatedTest(20)
	void ofManyReturnsOfOneLeaseOnlyTheFirstCounts() {
		Lease lease = this.model.lease();
		List<Boolean> first = InParallel.call(THREADS, () -> lease.succeeded(this.model.now()));
		assertThat(first).filteredOn((won) -> won).hasSize(1);
		assertThat(this.model.status().callsInWindow()).isEqualTo(1);
		assertThat(this.model.health.statistics().running()).isZero();
	}

	/** Ends the attempt somehow; answers how many calls that counts for. */
	private int end(Lease lease, int dice) {
		long now = this.model.now();
		if (dice == 0) {
			lease.failed(LIMIT, ModelVerdict.STANDS_DOWN, now);
			this.model.pass(Duration.ofMillis(1));
			return 0;
		}
		if (dice < 10) {
			lease.ignored();
			return 0;
		}
		if (dice < 30) {
			lease.failed(FAILURE, ModelVerdict.COUNTS, now);
		}
		else {
			lease.succeeded(now);
		}
		return 1;
	}

}
