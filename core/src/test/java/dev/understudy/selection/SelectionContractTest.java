package dev.understudy.selection;

import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What every strategy keeps to, whatever the models.
 */
class SelectionContractTest {

	private static final int MOST = 12;

	@Property
	void choosesWhoIsOpenAndNobodyOnlyWhenNoneIs(@ForAll("comparing") String name,
			@ForAll("candidates") FakeCandidates candidates, @ForAll boolean passedOver) {
		if (passedOver) {
			candidates.afterPassingOver();
		}

		int chosen = strategy(name).next(candidates);

		if (IntStream.range(0, candidates.size()).anyMatch(candidates::open)) {
			assertThat(chosen).isBetween(0, candidates.size() - 1).matches(candidates::open, "is open");
		}
		else {
			assertThat(chosen).isEqualTo(SelectionStrategy.NOBODY);
		}
	}

	@Property
	void priorityChoosesWhoRemainsAndNobodyOnlyWhenNoneDoes(@ForAll("candidates") FakeCandidates candidates,
			@ForAll boolean passedOver) {
		if (passedOver) {
			candidates.afterPassingOver();
		}

		int expected = IntStream.range(0, candidates.size())
			.filter(candidates::remaining)
			.findFirst()
			.orElse(SelectionStrategy.NOBODY);

		assertThat(Strategies.PRIORITY.next(candidates)).isEqualTo(expected);
	}

	@Property
	void comesToEachUsableModelOnce(@ForAll("strategies") String name,
			@ForAll("candidates") FakeCandidates candidates) {
		Integer[] usable = IntStream.range(0, candidates.size())
			.filter(candidates::canServe)
			.boxed()
			.toArray(Integer[]::new);

		assertThat(candidates.order(strategy(name))).containsExactlyInAnyOrder(usable);
	}

	@Property
	void comparingModelsPassesOverOnlyOneOfThem(@ForAll("comparing") String name,
			@ForAll("candidates") FakeCandidates candidates) {
		candidates.order(strategy(name));

		assertThat(candidates.passedOver()).isLessThanOrEqualTo(1);
	}

	@Provide
	Arbitrary<String> strategies() {
		return Arbitraries.of(all().keySet());
	}

	@Provide
	Arbitrary<String> comparing() {
		return strategies().filter((name) -> strategy(name) != Strategies.PRIORITY);
	}

	@Provide
	Arbitrary<FakeCandidates> candidates() {
		return Combinators
			.combine(Arbitraries.integers().between(0, MOST), Arbitraries.longs().withoutEdgeCases(), sets(), sets(),
					draws())
			.as(SelectionContractTest::candidates);
	}

	/** Any model may be used up or on standby. */
	private static Arbitrary<BitSet> sets() {
		return Arbitraries.integers().between(0, (1 << MOST) - 1).map((bits) -> BitSet.valueOf(new long[] { bits }));
	}

	/** The ends of the range, its middle, and at random. */
	private static Arbitrary<Double> draws() {
		return Arbitraries.of(0.0, 0.5, Math.nextDown(1.0), Double.NaN).withoutEdgeCases();
	}

	/**
	 * Everything measured follows from the seed; many values are equal, many are zero.
	 */
	private static FakeCandidates candidates(int size, long seed, BitSet gone, BitSet standby, double draw) {
		SplittableRandom random = new SplittableRandom(seed);
		DoubleSupplier share = () -> random.nextInt(3) / 2.0 * (random.nextBoolean() ? 1 : random.nextDouble());
		double most = Math.pow(10, random.nextInt(-9, 10));
		return FakeCandidates
			.weighing(DoubleStream.generate(share).limit(size).map((weight) -> weight * most).toArray())
			.scores(DoubleStream.generate(share).limit(size).toArray())
			.successRates(DoubleStream.generate(share).limit(size).toArray())
			.latencies(random.longs(size, 0, 5).toArray())
			.running(random.longs(size, 0, 5).toArray())
			.turn(random.nextLong())
			.key(random.nextInt())
			.alwaysDrawing(draw)
			.without(gone.stream().filter((i) -> i < size).toArray())
			.standby(standby.stream().filter((i) -> i < size).toArray());
	}

	private static SelectionStrategy strategy(String name) {
		return all().get(name);
	}

	static Map<String, SelectionStrategy> all() {
		Map<String, SelectionStrategy> all = new LinkedHashMap<>();
		for (String name : Strategies.names()) {
			all.put(name, Strategies.named(name).orElseThrow());
		}
		all.put("adaptive", Strategies.ADAPTIVE);
		all.put("pinned", Strategies.PINNED);
		return all;
	}

}
