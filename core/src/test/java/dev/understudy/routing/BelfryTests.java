package dev.understudy.routing;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.openjdk.jol.info.GraphLayout;

import static org.assertj.core.api.Assertions.assertThat;

class BelfryTests {

	private static final int MANY = 100_000;

	private static final int THREADS = 4;

	private static final Runnable NOTHING = () -> {
	};

	static {
		// Else it cannot look into records.
		System.setProperty("jol.magicFieldOffset", "true");
	}

	private final Belfry belfry = new Belfry();

	private final List<Bell> due = new ArrayList<>();

	@Test
	void findsWhatIsDueAndTellsWhenTheNextOneIs() {
		Bell first = hang(10);
		Bell second = hang(20);
		hang(40);
		hang(30);
		assertThat(visit(9)).isEqualTo(10);
		assertThat(this.due).isEmpty();
		assertThat(visit(20)).isEqualTo(30);
		assertThat(this.due).containsExactlyInAnyOrder(first, second);
	}

	@Test
	void isSilentWithoutABell() {
		assertThat(visit(Belfry.NEVER - 1)).isEqualTo(Belfry.NEVER);
	}

	@Test
	void bellThatRangOrWasCalledOffIsGone() {
		hang(10).cancel();
		hang(10).run();
		assertThat(visit(10)).isEqualTo(Belfry.NEVER);
		assertThat(this.due).isEmpty();
	}

	@Test
	void growsWithTheBellsOfOneThread() {
		List<Bell> hung = IntStream.range(0, MANY).mapToObj(this::hang).toList();
		assertThat(visit(MANY / 2)).isEqualTo(MANY / 2 + 1);
		assertThat(this.due).hasSize(MANY / 2 + 1);
		assertThat(Set.copyOf(this.due)).isEqualTo(Set.copyOf(hung.subList(0, MANY / 2 + 1)));
		assertThat(bytes()).as("a few references a bell").isLessThan(MANY * 100L);
	}

	@Test
	void growsWithTheBellsOfManyThreadsAndLosesNone() throws Exception {
		ConcurrentLinkedQueue<Bell> hung = new ConcurrentLinkedQueue<>();
		inParallel(() -> IntStream.range(0, MANY / THREADS).forEach((i) -> hung.add(hang(1))));
		assertThat(visit(1)).isEqualTo(Belfry.NEVER);
		assertThat(this.due).hasSize(MANY);
		assertThat(Set.copyOf(this.due)).isEqualTo(Set.copyOf(hung));
	}

	@Test
	void doesNotGrowWithBellsThatAreCalledOff() throws Exception {
		long before = bytes();
		inParallel(() -> IntStream.range(0, MANY).forEach((i) -> hang(10).cancel()));
		assertThat(bytes()).isEqualTo(before);
	}

	@Test
	void keepsNothingOfBellsThatWereCalledOffInAnyOrder() {
		List<Bell> hung = new ArrayList<>(IntStream.range(0, MANY).mapToObj(this::hang).toList());
		Collections.shuffle(hung);
		assertThat(kept(Strike.class)).isEqualTo(MANY);
		hung.forEach(Bell::cancel);
		assertThat(kept(Strike.class)).isZero();
	}

	private Bell hang(int time) {
		Bell bell = new Strike(NOTHING);
		this.belfry.hang(bell, time);
		return bell;
	}

	private long visit(long now) {
		return this.belfry.visit(now, this.due::add);
	}

	private long bytes() {
		return GraphLayout.parseInstance(this.belfry).totalSize();
	}

	private long kept(Class<?> type) {
		return GraphLayout.parseInstance(this.belfry).getClassCounts().count(type);
	}

	private static void inParallel(Runnable task) throws Exception {
		ExecutorService executor = Executors.newFixedThreadPool(THREADS);
		try {
			List<Future<?>> running = new ArrayList<>();
			IntStream.range(0, THREADS).forEach((i) -> running.add(executor.submit(task)));
			for (Future<?> one : running) {
				one.get();
			}
		}
		finally {
			executor.shutdownNow();
		}
	}

}
