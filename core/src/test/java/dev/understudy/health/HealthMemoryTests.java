package dev.understudy.health;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

import dev.understudy.StandbyReason;
import dev.understudy.Usage;
import dev.understudy.failure.Failure;
import dev.understudy.failure.FailureKind;
import dev.understudy.failure.ModelVerdict;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openjdk.jol.info.GraphLayout;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The memory that one model alone keeps alive. Rules, time, listener, id and enums are
 * shared by all models.
 */
@Tag("slow")
class HealthMemoryTests {

	private static final long MOST = 4096;

	/** What a model takes more that is probed. */
	private static final long PROBES = 192;

	private static final int THREADS = 8;

	private static final HealthRules RULES = HealthRules.DEFAULT.withFailure(
			new FailureRules(Duration.ofMinutes(10), 5, 0, Integer.MAX_VALUE, Duration.ofNanos(Long.MAX_VALUE), 1));

	private static final Failure FAILURE = Failure.of(FailureKind.SERVER_ERROR, new IllegalStateException());

	static {
		// Else it cannot look into records.
		System.setProperty("jol.magicFieldOffset", "true");
	}

	private final VirtualTicker ticker = new VirtualTicker();

	private final HealthListener listener = new SilentListener();

	private final ModelHealth health = new ModelHealth("gpt", RULES, this.ticker, this.listener);

	@Test
	void modelWithoutTrafficTakesAtMostFourKilobytes() {
		assertThat(bytes()).isBetween(1024L, MOST);
	}

	@Test
	void modelAfterHeavyTrafficTakesAtMostFourKilobytes() {
		callForTwentyMinutes();
		assertThat(this.health.statistics().window(this.ticker.nanos()).calls()).isGreaterThan(50_000);
		assertThat(this.health.statistics().recentLatencies()).hasSizeGreaterThan(100);
		assertThat(bytes()).isBetween(1024L, MOST);
	}

	@Test
	void moreTrafficTakesNoMoreMemory() {
		callForTwentyMinutes();
		long before = bytes();
		callForTwentyMinutes();
		assertThat(bytes()).isEqualTo(before);
	}

	@Test
	void modelInTrialWithMoreReasonsTakesAtMostFourKilobytes() {
		callForTwentyMinutes();
		this.health.standDown(StandbyReason.ERROR_THRESHOLD, Duration.ofSeconds(1), null);
		this.ticker.advance(Duration.ofSeconds(1));
		assertThat(this.health.lease(this.ticker.nanos(), 1)).isNotNull();
		assertThat(this.health.lease(this.ticker.nanos(), 1)).isNotNull();
		this.health.standDown(StandbyReason.RATE_LIMITED, Duration.ofHours(1), null);
		this.health.standDown(StandbyReason.QUOTA_EXHAUSTED, Duration.ofHours(2), null);
		assertThat(bytes()).isBetween(1024L, MOST);
		this.health.checkup(this.ticker.nanos(), 1).answered(this.ticker.nanos());
		assertThat(bytes()).as("with probes").isBetween(1024L, MOST + PROBES);
	}

	private void callForTwentyMinutes() {
		for (int minute = 0; minute < 20; minute++) {
			InParallel.run(THREADS, this::callThousandTimes);
			this.ticker.advance(Duration.ofMinutes(1));
		}
	}

	private void callThousandTimes() {
		for (int i = 0; i < 1000; i++) {
			long now = this.ticker.nanos();
			Lease lease = requireNonNull(this.health.lease(now, 1));
			this.health.statistics().used(new Usage(1000, 100));
			if (ThreadLocalRandom.current().nextInt(4) == 0) {
				lease.failed(FAILURE, ModelVerdict.COUNTS, now);
			}
			else {
				lease.succeeded(now);
			}
		}
	}

	private long bytes() {
		Object shared = new Object[] { RULES, this.ticker, this.listener, "gpt", StandbyReason.values(),
				Lease.Grade.values() };
		GraphLayout all = GraphLayout.parseInstance(shared, this.health);
		return all.totalSize() - GraphLayout.parseInstance(shared).totalSize();
	}

}
