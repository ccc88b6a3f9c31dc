package dev.understudy.selection;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.sun.management.ThreadMXBean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Counts the bytes that the choosing thread allocates.
 */
class SelectionAllocationTest {

	private static final int CHOICES = 20_000;

	private static final long PATIENCE = Duration.ofSeconds(20).toNanos();

	private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

	private final long thread = Thread.currentThread().getId();

	private long sink;

	@ParameterizedTest(name = "{0} of {1}")
	@MethodSource("choices")
	void aChoiceAllocatesNothing(String name, int size) {
		SelectionStrategy strategy = SelectionContractTest.all().get(name);

		assertThat(bytes(strategy, candidates(size), 0)).isZero();
	}

	@Test
	void aStrategyThatAllocatesIsFound() {
		SelectionStrategy wasteful = (candidates) -> IntStream.range(0, candidates.size())
			.boxed()
			.filter(candidates::open)
			.findFirst()
			.orElse(SelectionStrategy.NOBODY);

		assertThat(bytes(wasteful, candidates(3), Long.MAX_VALUE)).isGreaterThan(CHOICES);
	}

	@Test
	void aSingleAllocationIsFound() {
		Object[] kept = new Object[1];
		SelectionStrategy almostClean = (candidates) -> {
			if (candidates.turn() == CHOICES / 2) {
				kept[0] = new byte[1];
			}
			return candidates.first();
		};

		assertThat(bytes(almostClean, candidates(3), Long.MAX_VALUE)).isPositive();
		assertThat(kept[0]).isNotNull();
	}

	/**
	 * The least of three rounds, so that a deoptimization in one of them says nothing,
	 * and of more while that is more than it may be: on a busy machine the compiler takes
	 * its time.
	 */
	private long bytes(SelectionStrategy strategy, FakeCandidates candidates, long most) {
		choose(strategy, candidates);
		long least = Long.MAX_VALUE;
		long end = System.nanoTime() + PATIENCE;
		for (int round = 0; round < 3 || least > most && System.nanoTime() < end; round++) {
			long before = this.threads.getThreadAllocatedBytes(this.thread);
			choose(strategy, candidates);
			least = Math.min(least, this.threads.getThreadAllocatedBytes(this.thread) - before);
		}
		return least;
	}

	private void choose(SelectionStrategy strategy, FakeCandidates candidates) {
		for (int i = 0; i < CHOICES; i++) {
			candidates.turn(i).key(i * 31);
			this.sink += candidates.usable(strategy);
		}
	}

	private static FakeCandidates candidates(int size) {
		return FakeCandidates.weighing(IntStream.range(0, size).mapToDouble((i) -> i % 4).toArray())
			.latencies(IntStream.range(0, size).mapToLong((i) -> i % 5).toArray())
			.standby(0, size / 2);
	}

	static Stream<Arguments> choices() {
		return SelectionContractTest.all()
			.keySet()
			.stream()
			.flatMap((name) -> Stream.of(Arguments.of(name, 3), Arguments.of(name, 300)));
	}

}
