package dev.understudy.selection;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class StrategiesTest {

	@Test
	void namesWhatTheConfigurationOffers() {
		assertThat(Strategies.names()).containsExactly("priority", "weighted", "round-robin", "healthiest", "fastest",
				"cheapest", "least-busy");
	}

	@Test
	void findsEachStrategyByItsName() {
		assertThat(Strategies.named("priority")).containsSame(Strategies.PRIORITY);
		assertThat(Strategies.named("weighted")).containsSame(Strategies.WEIGHTED);
		assertThat(Strategies.named("round-robin")).containsSame(Strategies.ROUND_ROBIN);
		assertThat(Strategies.named("healthiest")).containsSame(Strategies.HEALTHIEST);
		assertThat(Strategies.named("fastest")).containsSame(Strategies.FASTEST);
		assertThat(Strategies.named("cheapest")).containsSame(Strategies.CHEAPEST);
		assertThat(Strategies.named("least-busy")).containsSame(Strategies.LEAST_BUSY);
	}

	@Test
	void knowsNoOtherName() {
		assertThat(Strategies.named("pinned")).isEmpty();
		assertThat(Strategies.named("Priority")).isEmpty();
	}

	@Test
	void priorityFollowsTheOrderWritten() {
		assertThat(FakeCandidates.of(4).order(Strategies.PRIORITY)).containsExactly(0, 1, 2, 3);
	}

	@Test
	void priorityGoesOnAfterModelsThatAreOut() {
		assertThat(FakeCandidates.of(5).without(0).standby(1, 3).order(Strategies.PRIORITY)).containsExactly(2, 4);
	}

	@Test
	void healthiestFollowsTheScore() {
		FakeCandidates candidates = FakeCandidates.of(4).scores(0.4, 0.9, 0.1, 0.7).latencies(1, 1, 1, 1);

		assertThat(candidates.order(Strategies.HEALTHIEST)).containsExactly(1, 3, 0, 2);
	}

	@Test
	void healthiestTakesTheFirstOfEquals() {
		FakeCandidates candidates = FakeCandidates.of(4).scores(0.2, 0.6, 0.6, 0.2).latencies(1, 1, 1, 1);

		assertThat(candidates.order(Strategies.HEALTHIEST)).containsExactly(1, 2, 0, 3);
	}

	@Test
	void healthiestChoosesModelsThatHaveLostEverything() {
		FakeCandidates candidates = FakeCandidates.of(2).scores(0, 0).latencies(1, 1);

		assertThat(candidates.order(Strategies.HEALTHIEST)).containsExactly(0, 1);
	}

	@Test
	void healthiestTriesAnUnmeasuredModelOnceInSixteenCalls() {
		FakeCandidates candidates = FakeCandidates.of(2).scores(0.9, 0.5).latencies(1, 0);

		assertThat(candidates.shares(Strategies.HEALTHIEST, 0, 1600)).containsExactly(1500, 100);
	}

	@Test
	void fastestFollowsTheLatency() {
		FakeCandidates candidates = FakeCandidates.of(4).latencies(300, 100, 400, 200);

		assertThat(candidates.order(Strategies.FASTEST)).containsExactly(1, 3, 0, 2);
	}

	@Test
	void fastestTakesTheFirstOfEquals() {
		FakeCandidates candidates = FakeCandidates.of(3).latencies(200, 100, 100);

		assertThat(candidates.order(Strategies.FASTEST)).containsExactly(1, 2, 0);
	}

	@Test
	void fastestTakesTheFirstWhileNothingIsMeasured() {
		assertThat(FakeCandidates.of(3).order(Strategies.FASTEST)).containsExactly(0, 1, 2);
	}

	@Test
	void fastestTriesAnUnmeasuredModelOnceInSixteenCallsWhereverItStands() {
		assertThat(FakeCandidates.of(2).latencies(0, 100).shares(Strategies.FASTEST, 0, 1600)).containsExactly(100,
				1500);
		assertThat(FakeCandidates.of(2).latencies(100, 0).shares(Strategies.FASTEST, 0, 1600)).containsExactly(1500,
				100);
		assertThat(FakeCandidates.of(3).latencies(100, 0, 100).shares(Strategies.FASTEST, 0, 1600))
			.containsExactly(1500, 100, 0);
	}

	@Test
	void fastestComesToAnUnmeasuredModelWhenTheMeasuredOnesFail() {
		assertThat(FakeCandidates.of(3).latencies(0, 900, 100).order(Strategies.FASTEST)).containsExactly(2, 1, 0);
	}

	@Test
	void cheapestAddsUpBothSidesOfThePrice() {
		FakeCandidates candidates = FakeCandidates.of(4).price(0, 1, 9).price(1, 5, 4).price(2, 4, 4).price(3, 3, 7);

		assertThat(candidates.order(Strategies.CHEAPEST)).containsExactly(2, 1, 0, 3);
	}

	@Test
	void cheapestTakesAModelWithoutAPriceToBeFree() {
		assertThat(FakeCandidates.of(3).price(0, 0.1, 0.1).order(Strategies.CHEAPEST)).containsExactly(1, 2, 0);
	}

	@Test
	void leastBusyFollowsTheRunningAttempts() {
		FakeCandidates candidates = FakeCandidates.of(4).running(7, 2, 0, 2);

		assertThat(candidates.order(Strategies.LEAST_BUSY)).containsExactly(2, 1, 3, 0);
	}

	@Test
	void leastBusyPassesOverModelsThatAreOut() {
		FakeCandidates candidates = FakeCandidates.of(5).running(0, 0, 5, 1, 4).without(0).standby(1, 3);

		assertThat(candidates.order(Strategies.LEAST_BUSY)).containsExactly(4, 2);
	}

	@Test
	void aLambdaIsAStrategy() {
		SelectionStrategy longestName = (candidates) -> {
			int best = SelectionStrategy.NOBODY;
			for (int i = 0; i < candidates.size(); i++) {
				if (candidates.open(i) && (best == SelectionStrategy.NOBODY
						|| candidates.model(i).name().length() > candidates.model(best).name().length())) {
					best = i;
				}
			}
			return best;
		};

		assertThat(new FakeCandidates("gpt", "gemini", "claude", "local").order(longestName)).containsExactly(1, 2, 3,
				0);
	}

	@Test
	void aStrategyMayHandOnToAnother() {
		SelectionStrategy keyedOrCheapest = (candidates) -> (candidates.keyHash() != 0)
				? Strategies.PINNED.next(candidates) : Strategies.CHEAPEST.next(candidates);

		assertThat(FakeCandidates.of(2).price(0, 1, 1).usable(keyedOrCheapest)).isEqualTo(1);
	}

}
