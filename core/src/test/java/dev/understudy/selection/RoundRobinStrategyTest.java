package dev.understudy.selection;

import java.util.Arrays;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class RoundRobinStrategyTest {

	private final SelectionStrategy strategy = Strategies.ROUND_ROBIN;

	@Test
	void takesEachInTurn() {
		FakeCandidates candidates = FakeCandidates.of(3);

		for (int turn = 0; turn < 30; turn++) {
			assertThat(candidates.turn(turn).usable(this.strategy)).isEqualTo(turn % 3);
		}
	}

	@Test
	void isEvenWhenAModelIsOnStandby() {
		assertThat(FakeCandidates.of(3).standby(1).shares(this.strategy, 0, 600)).containsExactly(300, 0, 300);
		assertThat(FakeCandidates.of(4).standby(3).shares(this.strategy, 0, 1200)).containsExactly(400, 400, 400, 0);
	}

	@Test
	void isEvenWhenSeveralModelsAreOnStandby() {
		assertThat(FakeCandidates.of(4).standby(1, 3).shares(this.strategy, 0, 800)).containsExactly(400, 0, 400, 0);
		assertThat(FakeCandidates.of(6).standby(0, 2, 4).shares(this.strategy, 0, 1800)).containsExactly(0, 600, 0, 600,
				0, 600);
	}

	@Test
	void isEvenWhenModelsCannotServe() {
		assertThat(FakeCandidates.of(3).without(1).shares(this.strategy, 0, 600)).containsExactly(300, 0, 300);
		assertThat(FakeCandidates.of(4).without(1, 3).shares(this.strategy, 0, 800)).containsExactly(400, 0, 400, 0);
	}

	@Test
	void spreadsTheCallsOfAModelThatFails() {
		FakeCandidates candidates = FakeCandidates.of(4);
		int[] second = new int[4];
		for (int turn = 0; turn < 1200; turn += 4) {
			assertThat(candidates.turn(turn).usable(this.strategy)).isZero();
			second[candidates.without(0).usable(this.strategy)]++;
		}

		assertThat(second).containsExactly(0, 100, 100, 100);
	}

	@ParameterizedTest
	@ValueSource(longs = { -6, -600, Long.MIN_VALUE, Long.MIN_VALUE + 1, Long.MAX_VALUE - 599 })
	void isEvenWhateverTheTurn(long from) {
		assertThat(FakeCandidates.of(3).shares(this.strategy, from, 600)).containsExactly(200, 200, 200);
		assertThat(FakeCandidates.of(3).standby(2).shares(this.strategy, from, 600)).containsExactly(300, 300, 0);
	}

	@Test
	void jumpsAtMostOnceWhenTheTurnOverflows() {
		int[] shares = FakeCandidates.of(3).shares(this.strategy, Long.MAX_VALUE - 299, 600);

		assertThat(Arrays.stream(shares)).allMatch((share) -> Math.abs(share - 200) <= 1);
	}

	@Test
	void theOnlyModelGetsEveryTurn() {
		assertThat(FakeCandidates.of(3).without(0, 2).shares(this.strategy, 0, 10)).containsExactly(0, 10, 0);
	}

	@Test
	void standsItWhenModelsCloseDuringTheChoice() {
		FakeCandidates candidates = FakeCandidates.of(4).turn(8).without(0);

		assertThat(candidates.closingAfter(3).usable(this.strategy)).isEqualTo(SelectionStrategy.NOBODY);
		assertThat(candidates.closingAfter(4).usable(this.strategy)).isEqualTo(1);
		assertThat(candidates.closingAfter(5).usable(this.strategy)).isEqualTo(2);
		assertThat(candidates.closingAfter(6).usable(this.strategy)).isEqualTo(3);
	}

	@Test
	void hasNobodyForAChainThatIsUsedUp() {
		assertThat(FakeCandidates.of(0).usable(this.strategy)).isEqualTo(SelectionStrategy.NOBODY);
		assertThat(FakeCandidates.of(2).without(0, 1).usable(this.strategy)).isEqualTo(SelectionStrategy.NOBODY);
	}

}
