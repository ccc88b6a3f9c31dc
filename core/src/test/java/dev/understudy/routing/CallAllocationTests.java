package dev.understudy.routing;

import java.lang.management.ManagementFactory;
import java.time.Duration;

import com.sun.management.ThreadMXBean;
import dev.understudy.ModelCall;
import dev.understudy.health.Ticker;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a call allocates that the first usable model answers.
 */
@Tag("slow")
class CallAllocationTests {

	private static final int WARM_UP = 50_000;

	private static final int ROUNDS = 10_000;

	private static final long LEASE = 40;

	private static final long PATIENCE = Duration.ofSeconds(20).toNanos();

	private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

	private final ModelCall<String> work = (model) -> "answer";

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 2 })
	void callThatTheFirstUsableModelAnswersAllocatesAtMostItsLease(int out) throws Exception {
		Understudy understudy = understudy();
		for (int i = 0; i < out; i++) {
			understudy.registry().disable("m" + i, null, "out");
		}
		assertThat(bytes(understudy, CallSpec.chain(Stage.CHAIN), LEASE)).isLessThanOrEqualTo(LEASE);
	}

	@Test
	void measureSeesACallThatIsReported() throws Exception {
		assertThat(bytes(understudy(), CallSpec.chain(Stage.CHAIN).withReport(), Long.MAX_VALUE)).isGreaterThan(LEASE);
	}

	/**
	 * A call a round, the least of some measurements, and of more while that is more than
	 * it may be: on a busy machine the compiler takes its time.
	 */
	private long bytes(Understudy understudy, CallSpec spec, long most) throws Exception {
		SyncCalls calls = understudy.syncCalls();
		long least = Long.MAX_VALUE;
		long end = System.nanoTime() + PATIENCE;
		for (int measurement = -1; measurement < 5 || least > most && System.nanoTime() < end; measurement++) {
			int rounds = (measurement < 0) ? WARM_UP : ROUNDS;
			long before = this.threads.getCurrentThreadAllocatedBytes();
			for (int i = 0; i < rounds; i++) {
				if (calls.call(spec, Asked.ANYTHING, this.work) == null) {
					throw new IllegalStateException("No answer");
				}
			}
			long bytes = this.threads.getCurrentThreadAllocatedBytes() - before;
			least = (measurement < 0) ? least : Math.min(least, bytes / ROUNDS);
		}
		understudy.close();
		return least;
	}

	private static Understudy understudy() {
		UnderstudyBuilder builder = Understudy.builder().ticker(Ticker.system());
		for (ModelSettings model : Stage.models("m0", "m1", "m2")) {
			builder.model(model);
		}
		return builder.chain(Stage.chain(Stage.CHAIN, "m0", "m1", "m2").withDeadline(Duration.ZERO)).build();
	}

}
