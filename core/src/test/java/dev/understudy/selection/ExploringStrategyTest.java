package dev.understudy.selection;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ExploringStrategyTest {

	private static final long EXPLORING = ExploringStrategy.EVERY - 1;

	private final SelectionStrategy strategy = new ExploringStrategy(Candidates::first);

	@Test
	void choosesAsUsualInFifteenCallsOfSixteen() {
		FakeCandidates candidates = FakeCandidates.of(3).latencies(5, 5, 0);

		for (int turn = 0; turn < 64; turn++) {
			assertThat(candidates.turn(turn).usable(this.strategy)).as("turn %s", turn)
				.isEqualTo((turn % 16 == 15) ? 2 : 0);
		}
	}

	@Test
	void choosesAsUsualWhenEverythingIsMeasured() {
		assertThat(FakeCandidates.of(3).latencies(5, 5, 1).turn(EXPLORING).order(this.strategy)).containsExactly(0, 1,
				2);
	}

	@Test
	void goesOnAsUsualAfterTheUnmeasuredOnes() {
		assertThat(FakeCandidates.of(4).latencies(5, 5, 0, 5).turn(EXPLORING).order(this.strategy)).containsExactly(2,
				0, 1, 3);
	}

	@Test
	void countsOnWhenTheTurnHasOverflowed() {
		FakeCandidates candidates = FakeCandidates.of(2).latencies(5, 0);

		assertThat(candidates.shares(this.strategy, Long.MAX_VALUE - 799, 1600)).containsExactly(1500, 100);
		assertThat(candidates.turn(-1).usable(this.strategy)).isEqualTo(1);
		assertThat(candidates.turn(-15).usable(this.strategy)).isZero();
	}

	@Test
	void passesOverUnmeasuredModelsThatAreOut() {
		FakeCandidates candidates = FakeCandidates.of(4).latencies(5, 0, 0, 0).standby(1, 3);

		assertThat(candidates.turn(EXPLORING).usable(this.strategy)).isEqualTo(2);
		assertThat(candidates.turn(EXPLORING).without(2).usable(this.strategy)).isZero();
	}

	@Test
	void aDrawAtTheBorderBelongsToTheFirst() {
		FakeCandidates candidates = FakeCandidates.of(3).latencies(5, 0, 0).turn(EXPLORING);

		assertThat(candidates.alwaysDrawing(0.5).usable(this.strategy)).isEqualTo(1);
		assertThat(candidates.alwaysDrawing(Math.nextDown(0.5)).usable(this.strategy)).isEqualTo(2);
	}

	@Test
	void triesEveryUnmeasuredModelWhileNoneGetsAMeasurement() {
		FakeCandidates candidates = FakeCandidates.of(4).latencies(5, 0, 0, 0);

		int[] shares = candidates.shares(this.strategy, 0, 160_000);

		assertThat(shares[0]).isEqualTo(150_000);
		Shares.assertFair(new int[] { shares[1], shares[2], shares[3] }, 1, 1, 1);
	}

}
