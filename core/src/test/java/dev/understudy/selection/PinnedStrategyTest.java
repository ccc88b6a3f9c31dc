package dev.understudy.selection;

import java.util.Arrays;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class PinnedStrategyTest {

	private static final int KEYS = 100_000;

	private final SelectionStrategy strategy = Strategies.PINNED;

	@Test
	void equalKeysStayWhateverTheTurnAndTheDraw() {
		FakeCandidates candidates = FakeCandidates.of(5);

		for (int key = 0; key < 100; key++) {
			int home = candidates.turn(0).key(key).usable(this.strategy);
			for (int turn = 1; turn < 50; turn++) {
				assertThat(candidates.turn(turn).alwaysDrawing(turn / 50.0).usable(this.strategy)).isEqualTo(home);
			}
		}
	}

	@Test
	void keysSpreadEvenly() {
		Shares.assertFair(shares(homes(FakeCandidates.of(5), IntStream.range(0, KEYS))), 1, 1, 1, 1, 1);
	}

	@Test
	void keysSpreadInProportionToTheWeights() {
		FakeCandidates candidates = FakeCandidates.weighing(70, 20, 0, 10);

		Shares.assertFair(shares(homes(candidates, IntStream.range(0, KEYS))), 70, 20, 0, 10);
		Shares.assertFair(shares(homes(candidates, texts())), 70, 20, 0, 10);
		Shares.assertFair(shares(homes(candidates, IntStream.range(0, KEYS).map((i) -> i << 15))), 70, 20, 0, 10);
	}

	@Test
	void keysSpreadOverModelsWhoseIdsHaveTheSameHash() {
		FakeCandidates candidates = new FakeCandidates("AaAa", "BBBB", "AaBB");
		assertThat("AaAa").hasSameHashCodeAs("BBBB").hasSameHashCodeAs("AaBB");

		Shares.assertFair(shares(homes(candidates, IntStream.range(0, KEYS))), 1, 1, 1);
	}

	@Test
	void aModelThatGoesMovesOnlyItsOwnKeysAndGetsThemBack() {
		FakeCandidates candidates = FakeCandidates.weighing(1, 2, 3, 4);
		int[] before = homes(candidates, texts());

		int[] meanwhile = homes(candidates.standby(2), texts());
		int[] after = homes(candidates.standby(), texts());

		int[] moved = new int[4];
		for (int key = 0; key < KEYS; key++) {
			if (before[key] == 2) {
				moved[meanwhile[key]]++;
			}
			else {
				assertThat(meanwhile[key]).isEqualTo(before[key]);
			}
		}
		Shares.assertFair(moved, 1, 2, 0, 4);
		assertThat(after).isEqualTo(before);
	}

	@Test
	void aModelThatComesTakesOnlyKeysForItself() {
		int[] before = homes(new FakeCandidates("a", "b", "c"), texts());
		int[] after = homes(new FakeCandidates("a", "b", "c", "new"), texts());

		for (int key = 0; key < KEYS; key++) {
			assertThat(after[key]).isIn(before[key], 3);
		}
	}

	/** Computed by other means: a change here moves every user's keys. */
	@ParameterizedTest
	@CsvSource({ "0, gpt", "1, local", "2, local", "-1, local", "2147483647, local", "-2147483648, claude",
			"123456789, gpt" })
	void eachKeyHasTheSameHomeInEveryProcess(int key, String home) {
		assertThat(home(key)).isEqualTo(home);
	}

	@ParameterizedTest
	@CsvSource({ "alice, local", "bob, claude", "carol, gpt", "dave, gpt", "erin, local", "frank, gpt", "grace, claude",
			"heidi, local" })
	void eachTextHasTheSameHomeInEveryProcess(String key, String home) {
		assertThat(home(key.hashCode())).isEqualTo(home);
	}

	@Test
	void theOrderOfTheModelsDoesNotMatter() {
		int[] forward = homes(new FakeCandidates("a", "b", "c"), texts());
		int[] backward = homes(new FakeCandidates("c", "b", "a"), texts());

		assertThat(Arrays.stream(backward).map((index) -> 2 - index).toArray()).isEqualTo(forward);
	}

	@Test
	void moreWeightTakesNoKeysFromTheOneThatHasIt() {
		int[] before = homes(FakeCandidates.weighing(1, 1, 1), texts());
		int[] after = homes(FakeCandidates.weighing(1, 2, 1), texts());

		for (int key = 0; key < KEYS; key++) {
			assertThat(after[key]).isIn(before[key], 1);
		}
	}

	@Test
	void modelsWithoutWeightComeLastAndInOrder() {
		FakeCandidates candidates = FakeCandidates.weighing(0, 1, 0, 1, 0);

		for (int key = 0; key < 1000; key++) {
			assertThat(candidates.turn(0).key(key).order(this.strategy)).endsWith(0, 2, 4).contains(1, 3).hasSize(5);
		}
	}

	/** The key's distance is the smallest that there is. */
	@Test
	void aModelWithoutWeightDoesNotEvenGetTheKeyNearestToIt() {
		FakeCandidates candidates = new FakeCandidates("model-1181805", "other").key(-718_512_474);
		assertThat(candidates.weights(1, 1e9).usable(this.strategy)).isZero();

		assertThat(candidates.weights(0, 1).usable(this.strategy)).isEqualTo(1);
		assertThat(candidates.weights(0, 1e-300).usable(this.strategy)).isEqualTo(1);
	}

	@Test
	void aModelDoesNotGetTheKeyFarthestFromIt() {
		FakeCandidates candidates = new FakeCandidates("model-4574847", "other").key(-1_841_945_784);

		assertThat(candidates.usable(this.strategy)).isEqualTo(1);
		assertThat(candidates.without(1).usable(this.strategy)).isZero();
	}

	@Test
	void tinyWeightsStillComeBeforeNone() {
		FakeCandidates candidates = FakeCandidates.weighing(0, 1e-300);

		assertThat(shares(homes(candidates, IntStream.range(0, 1000)))).containsExactly(0, 1000);
	}

	@Test
	void aCallWithoutAKeyIsPinnedAsWell() {
		assertThat(FakeCandidates.of(3).order(this.strategy)).containsExactlyInAnyOrder(0, 1, 2);
	}

	private String home(int key) {
		FakeCandidates candidates = new FakeCandidates("gpt", "claude", "local").weights(1, 1, 2).key(key);
		return candidates.model(candidates.usable(this.strategy)).id();
	}

	private int[] homes(FakeCandidates candidates, IntStream keys) {
		return keys.map((key) -> candidates.turn(0).key(key).usable(this.strategy)).toArray();
	}

	private static IntStream texts() {
		return IntStream.range(0, KEYS).map((i) -> ("customer-" + i).hashCode());
	}

	private static int[] shares(int[] homes) {
		int[] shares = new int[Arrays.stream(homes).max().orElse(0) + 1];
		Arrays.stream(homes).forEach((home) -> shares[home]++);
		return shares;
	}

}
