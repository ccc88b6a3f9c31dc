package dev.understudy.health;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.function.Supplier;

import com.sun.management.ThreadMXBean;
import dev.understudy.StandbyReason;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the call path allocates once it is warm.
 */
@Tag("slow")
class HealthAllocationTests {

	private static final int WARM_UP = 100_000;

	private static final int ROUNDS = 10_000;

	/** A collection in between counts what is left of a thread's buffer as allocated. */
	private static final int MEASUREMENTS = 5;

	private static final long LEASE = 40;

	private static final long PATIENCE = Duration.ofSeconds(20).toNanos();

	private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

	private final VirtualTicker ticker = new VirtualTicker();

	private final ModelHealth health = new ModelHealth("gpt", HealthRules.DEFAULT, this.ticker, new SilentListener());

	@Nullable Object escaped;

	@Test
	void leaseOfActiveModelThatSucceedsAllocatesOnlyTheLease() {
		assertThat(bytesPerRound(LEASE, () -> {
			Lease lease = requireNonNull(this.health.lease(this.ticker.nanos(), 1));
			lease.succeeded(this.ticker.nanos());
			return lease;
		})).isBetween(1L, LEASE);
	}

	@Test
	void askingWhetherActiveModelIsUsableAllocatesNothing() {
		assertThat(bytesPerRound(() -> this.health.usable(this.ticker.nanos()))).isZero();
	}

	@Test
	void askingWhetherModelOnStandbyIsUsableAllocatesNothing() {
		this.health.standDown(StandbyReason.RATE_LIMITED, Duration.ofSeconds(5), null);
		assertThat(bytesPerRound(() -> this.health.usable(this.ticker.nanos()))).isZero();
		assertThat(bytesPerRound(() -> this.health.usableAnyway(this.ticker.nanos()))).isZero();
	}

	@Test
	void askingWhetherModelInTrialIsUsableAllocatesNothing() {
		beginTrialWithAllPlacesTaken();
		assertThat(bytesPerRound(() -> this.health.usable(this.ticker.nanos()))).isZero();
	}

	@Test
	void refusingLeaseDuringStandbyAllocatesNothing() {
		this.health.standDown(StandbyReason.RATE_LIMITED, Duration.ofSeconds(5), null);
		assertThat(bytesPerRound(this::lease)).isZero();
	}

	@Test
	void refusingLeaseInFullTrialAllocatesNothing() {
		beginTrialWithAllPlacesTaken();
		assertThat(bytesPerRound(this::lease)).isZero();
	}

	@Test
	void orderingByScoreAndLatencyAllocatesNothing() {
		requireNonNull(lease()).succeeded(this.ticker.nanos());
		assertThat(bytesPerRound(() -> this.health.score(this.ticker.nanos()) > 2)).isZero();
		assertThat(bytesPerRound(() -> this.health.statistics().latencyMean(this.ticker.nanos()) > 2)).isZero();
	}

	@Test
	void theMeasurementSeesWhatIsAllocated() {
		assertThat(bytesPerRound(32, () -> this.escaped = new int[1])).isBetween(8L, 32L);
	}

	private void beginTrialWithAllPlacesTaken() {
		this.health.standDown(StandbyReason.ERROR_THRESHOLD, Duration.ofSeconds(5), null);
		this.ticker.advance(Duration.ofSeconds(5));
		for (int i = 0; i < TrialRules.DEFAULT.calls(); i++) {
			assertThat(lease()).isNotNull();
		}
		assertThat(lease()).isNull();
	}

	private @Nullable Lease lease() {
		return this.health.lease(this.ticker.nanos(), 1);
	}

	private long bytesPerRound(Supplier<@Nullable Object> task) {
		return bytesPerRound(0, task);
	}

	/**
	 * The least of some measurements, and of more while that is more than it may be: on a
	 * busy machine the compiler takes its time. Rounded up: one byte in all rounds is too
	 * many.
	 */
	private long bytesPerRound(long most, Supplier<@Nullable Object> task) {
		allocatedBy(WARM_UP, task);
		long least = Long.MAX_VALUE;
		long end = System.nanoTime() + PATIENCE;
		for (int i = 0; i < MEASUREMENTS || least > most * ROUNDS && System.nanoTime() < end; i++) {
			least = Math.min(least, allocatedBy(ROUNDS, task));
		}
		return (least + ROUNDS - 1) / ROUNDS;
	}

	private long allocatedBy(int rounds, Supplier<@Nullable Object> task) {
		long before = this.threads.getCurrentThreadAllocatedBytes();
		for (int i = 0; i < rounds; i++) {
			this.escaped = task.get();
		}
		return this.threads.getCurrentThreadAllocatedBytes() - before;
	}

}
