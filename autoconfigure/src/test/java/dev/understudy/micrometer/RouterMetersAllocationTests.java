package dev.understudy.micrometer;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Set;

import com.sun.management.ThreadMXBean;
import dev.understudy.Model;
import dev.understudy.Outcome;
import dev.understudy.Price;
import dev.understudy.failure.Failure;
import dev.understudy.failure.FailureKind;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Recording in a timer that is known allocates nothing.
 */
class RouterMetersAllocationTests {

	private static final int ROUNDS = 20_000;

	private static final long PATIENCE = Duration.ofSeconds(20).toNanos();

	private static final Model GPT = Model.of("gpt", "openai", "gpt-4.1");

	private static final Failure FAILURE = Failure.of(FailureKind.RATE_LIMIT, new IllegalStateException("429"));

	private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

	private final long thread = Thread.currentThread().getId();

	private final MeterRegistry registry = new SimpleMeterRegistry();

	private final RouterMeters meters = new RouterMeters(this.registry);

	@Test
	void anAnsweredCallAllocatesNothing() {
		assertThat(allocated(() -> {
			this.meters.attempted("assistant", GPT, null, 1_000);
			this.meters.called("assistant", Outcome.ANSWERED, GPT, 1_000);
		}, 0)).isZero();
	}

	@Test
	void aFailedCallAllocatesNothing() {
		assertThat(allocated(() -> {
			this.meters.attempted("assistant", GPT, FAILURE, 1_000);
			this.meters.called("assistant", Outcome.FAILED, null, 1_000);
		}, 0)).isZero();
	}

	@Test
	void aCallAfterARefreshAllocatesNothing() {
		this.meters.attempted("assistant", GPT, null, 1_000);
		Model renewed = new Model("gpt", "openai", "gpt-5", Set.of("tools"), 7, new Price(1, 2));
		assertThat(allocated(() -> this.meters.attempted("assistant", renewed, null, 1_000), 0)).isZero();
	}

	@Test
	void aLookUpByTagsIsFound() {
		assertThat(allocated(() -> this.registry
			.timer("understudy.calls", "chain", "assistant", "outcome", "answered", "model", "gpt")
			.record(Duration.ofNanos(1_000)), Long.MAX_VALUE)).isGreaterThan(ROUNDS * 16L);
	}

	@Test
	void aSingleAllocationIsFound() {
		Object[] kept = new Object[1];
		int[] round = new int[1];
		assertThat(allocated(() -> {
			if (round[0]++ % ROUNDS == 0) {
				kept[0] = new byte[1];
			}
		}, Long.MAX_VALUE)).isPositive();
		assertThat(kept[0]).isNotNull();
	}

	/**
	 * The least of three rounds, so that a deoptimization in one of them says nothing,
	 * and of more while that is more than it may be: on a busy machine the compiler takes
	 * its time.
	 */
	private long allocated(Runnable action, long most) {
		run(action);
		long least = Long.MAX_VALUE;
		long end = System.nanoTime() + PATIENCE;
		for (int round = 0; round < 3 || least > most && System.nanoTime() < end; round++) {
			long before = this.threads.getThreadAllocatedBytes(this.thread);
			run(action);
			least = Math.min(least, this.threads.getThreadAllocatedBytes(this.thread) - before);
		}
		return least;
	}

	private static void run(Runnable action) {
		for (int i = 0; i < ROUNDS; i++) {
			action.run();
		}
	}

}
