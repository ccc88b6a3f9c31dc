package dev.understudy.routing;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

import com.sun.management.ThreadMXBean;
import dev.understudy.StandbyReason;
import dev.understudy.health.HealthRules;
import dev.understudy.health.ModelHealth;
import dev.understudy.health.VirtualTicker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Looking for a model allocates nothing, however many are on standby.
 */
class SelectionAllocationTests {

	private static final int ROUNDS = 2_000;

	/** What is no allocation of a round. */
	private static final long FEW = ROUNDS / 10;

	private static final long LEASE = 40;

	private static final long PATIENCE = Duration.ofSeconds(20).toNanos();

	private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

	private final VirtualTicker ticker = new VirtualTicker();

	@ParameterizedTest
	@ValueSource(ints = { 3, 5, 64, 65, 300 })
	void passingOverFourOfFiveModelsAllocatesNothing(int models) {
		Lineup lineup = lineup(models, (i) -> i % 5 == 4);
		assertThat(allocated(FEW, () -> run(lineup))).isLessThanOrEqualTo(FEW);
	}

	@ParameterizedTest
	@ValueSource(ints = { 3, 300 })
	void findingNobodyAllocatesNothing(int models) {
		Lineup lineup = lineup(models, (i) -> false);
		assertThat(allocated(FEW, () -> {
			lineup.restart(false);
			if (lineup.take(this.ticker.nanos())) {
				throw new IllegalStateException("Somebody was found");
			}
		})).isLessThanOrEqualTo(FEW);
	}

	@Test
	void takingAModelAllocatesItsLeaseAlone() {
		Lineup lineup = lineup(300, (i) -> i == 299);
		long bytes = allocated(ROUNDS * (LEASE + 1) - 1, () -> {
			lineup.restart(false);
			lineup.take(this.ticker.nanos());
			lineup.engagement().lease().ignored();
		});
		assertThat(bytes / ROUNDS).isBetween(16L, LEASE);
	}

	@Test
	void measureSeesASingleObjectARound() {
		List<Object> sink = new ArrayList<>(List.of("one"));
		assertThat(allocated(Long.MAX_VALUE, () -> sink.set(0, new Object()))).isGreaterThan(ROUNDS * 8L);
	}

	private void run(Lineup lineup) {
		lineup.restart(false);
		while (lineup.look(this.ticker.nanos())) {
			lineup.seat();
		}
	}

	/**
	 * The least of three measurements, and of more while that is more than it may be: on
	 * a busy machine the compiler takes its time.
	 */
	private long allocated(long most, Runnable round) {
		for (int i = 0; i < ROUNDS; i++) {
			round.run();
		}
		long least = Long.MAX_VALUE;
		long end = System.nanoTime() + PATIENCE;
		for (int attempt = 0; attempt < 3 || least > most && System.nanoTime() < end; attempt++) {
			long before = this.threads.getCurrentThreadAllocatedBytes();
			for (int i = 0; i < ROUNDS; i++) {
				round.run();
			}
			least = Math.min(least, this.threads.getCurrentThreadAllocatedBytes() - before);
		}
		return least;
	}

	private Lineup lineup(int size, IntPredicate usable) {
		ChainSettings settings = Stage.chain(Stage.CHAIN,
				IntStream.range(0, size).mapToObj((i) -> "m" + i).toArray(String[]::new));
		Listeners silent = new Listeners(List.of());
		ChainCounters counters = new ChainCounters();
		List<Seat> seats = IntStream.range(0, size).mapToObj((i) -> {
			ModelSettings model = Stage.model("m" + i);
			ModelHealth health = new ModelHealth("m" + i, HealthRules.DEFAULT, this.ticker,
					new HealthReports(silent, StandbyExchange.NONE, new Company()));
			if (!usable.test(i)) {
				health.standDown(StandbyReason.UNAVAILABLE, Duration.ofHours(1), null);
			}
			LiveModel live = new LiveModel(model, health, new Permits(0), new Abandoned("a", 1), null);
			return Seat.of(live, settings.seats().get(i), counters.seat("m" + i), silent);
		}).toList();
		ChainPlan plan = new ChainPlan(settings, new Row(seats), new GuardedStrategy(settings),
				TimeUnit.SECONDS.toNanos(1), Ladder.NONE, counters,
				new ChainReports(Stage.CHAIN, counters, silent, this.ticker));
		return new Lineup(plan, CallSpec.chain(Stage.CHAIN), () -> 0.5);
	}

}
