package dev.understudy.selection;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class WeightedStrategyTest {

	private static final int DRAWS = 100_000;

	private static final double ALMOST_ONE = Math.nextDown(1.0);

	@Test
	void sharesCallsByWeight() {
		Shares.assertFair(weighted(FakeCandidates.weighing(70, 30)), 70, 30);
		Shares.assertFair(weighted(FakeCandidates.weighing(0.1, 0.2, 0.7)), 1, 2, 7);
	}

	@Test
	void sharesTheCallsOfAFailedModelAmongTheRestByWeight() {
		Shares.assertFair(weighted(FakeCandidates.weighing(70, 20, 10).without(0)), 0, 2, 1);
	}

	@Test
	void sharesTheCallsOfModelsOnStandbyAmongTheRestByWeight() {
		Shares.assertFair(weighted(FakeCandidates.weighing(60, 20, 10, 10).standby(0, 3)), 0, 2, 1, 0);
	}

	@Test
	void drawsAnewForEachFallback() {
		FakeCandidates candidates = FakeCandidates.weighing(1, 1, 1);
		int[] second = new int[3];
		for (int i = 0; i < DRAWS; i++) {
			second[candidates.turn(i).order(Strategies.WEIGHTED).get(1)]++;
		}

		Shares.assertFair(second, 1, 1, 1);
	}

	@ParameterizedTest
	@ValueSource(doubles = { 0, 0.25, 0.5, 0.75, 1 - 0x1.0p-53 })
	void comesToModelsWithoutWeightAfterAllOthersAndInOrder(double draw) {
		FakeCandidates candidates = FakeCandidates.weighing(0, 3, 0, 1, 0).alwaysDrawing(draw);

		assertThat(candidates.order(Strategies.WEIGHTED)).endsWith(0, 2, 4).contains(1, 3).hasSize(5);
	}

	@ParameterizedTest
	@ValueSource(doubles = { 0, 0.5, 1 - 0x1.0p-53 })
	void followsTheOrderWhenNobodyHasWeight(double draw) {
		assertThat(FakeCandidates.weighing(0, 0, 0).alwaysDrawing(draw).order(Strategies.WEIGHTED)).containsExactly(0,
				1, 2);
	}

	@Test
	void comesToAModelWithoutWeightWhenTheOthersAreOnStandby() {
		assertThat(FakeCandidates.weighing(70, 0, 30).standby(0, 2).usable(Strategies.WEIGHTED)).isEqualTo(1);
	}

	@Test
	void aDrawAtABorderBelongsToTheNextModelWithWeight() {
		FakeCandidates candidates = FakeCandidates.weighing(5, 0, 5);

		assertThat(candidates.alwaysDrawing(0).usable(Strategies.WEIGHTED)).isZero();
		assertThat(candidates.alwaysDrawing(Math.nextDown(0.5)).usable(Strategies.WEIGHTED)).isZero();
		assertThat(candidates.alwaysDrawing(0.5).usable(Strategies.WEIGHTED)).isEqualTo(2);
	}

	@Test
	void aDrawCloseToOneStaysAmongTheOpenOnes() {
		assertThat(FakeCandidates.weighing(0.1, 0.2, 0.3).alwaysDrawing(ALMOST_ONE).usable(Strategies.WEIGHTED))
			.isEqualTo(2);
		assertThat(FakeCandidates.weighing(0.1, 0.2, 0.3, 5)
			.without(3)
			.alwaysDrawing(ALMOST_ONE)
			.usable(Strategies.WEIGHTED)).isEqualTo(2);
		assertThat(FakeCandidates.weighing(0.1, 0.2, 0, 0).alwaysDrawing(ALMOST_ONE).usable(Strategies.WEIGHTED))
			.isEqualTo(1);
	}

	@Test
	void roundingLosesNobody() {
		FakeCandidates candidates = FakeCandidates.weighing(1e16, 1, 1, 0).alwaysDrawing(ALMOST_ONE);

		assertThat(candidates.order(Strategies.WEIGHTED)).containsExactlyInAnyOrder(0, 1, 2, 3).endsWith(3);
	}

	@Test
	void standsItWhenModelsCloseDuringTheChoice() {
		FakeCandidates candidates = FakeCandidates.weighing(1, 1, 1).alwaysDrawing(0.5);

		assertThat(candidates.closingAfter(3).usable(Strategies.WEIGHTED)).isEqualTo(2);
		assertThat(candidates.closingAfter(5).usable(Strategies.WEIGHTED)).isEqualTo(1);
	}

	@Test
	void successRatesPullTheWeights() {
		FakeCandidates candidates = FakeCandidates.weighing(50, 50).successRates(1, 0.5);

		Shares.assertFair(adaptive(candidates), 2, 1);
	}

	@Test
	void aModelThatAlwaysFailsKeepsATenthOfItsWeight() {
		FakeCandidates candidates = FakeCandidates.weighing(50, 50, 50).successRates(1, 0, 0.05);

		Shares.assertFair(adaptive(candidates), 10, 1, 1);
	}

	@Test
	void weightsAreAsConfiguredWhenAllModelsDoEquallyWell() {
		Shares.assertFair(adaptive(FakeCandidates.weighing(70, 30).successRates(0.6, 0.6)), 70, 30);
		Shares.assertFair(adaptive(FakeCandidates.weighing(70, 30).successRates(0, 0)), 70, 30);
	}

	@Test
	void successDoesNotGiveWeightToAModelWithoutOne() {
		FakeCandidates candidates = FakeCandidates.weighing(0, 1).successRates(1, 0);

		assertThat(adaptive(candidates)).containsExactly(0, DRAWS);
		assertThat(candidates.turn(0).order(Strategies.ADAPTIVE)).containsExactly(1, 0);
	}

	private static int[] weighted(FakeCandidates candidates) {
		return candidates.shares(Strategies.WEIGHTED, 0, DRAWS);
	}

	private static int[] adaptive(FakeCandidates candidates) {
		return candidates.shares(Strategies.ADAPTIVE, 0, DRAWS);
	}

}
