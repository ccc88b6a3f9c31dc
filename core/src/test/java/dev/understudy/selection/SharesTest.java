package dev.understudy.selection;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Shows that the measure of the other tests can fail.
 */
class SharesTest {

	@Test
	void acceptsWhatIsWithinThreeSigma() {
		Shares.assertFair(new int[] { 70_430, 29_570 }, 70, 30);
	}

	@Test
	void refusesWhatIsBeyondThreeSigma() {
		assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(() -> Shares.assertFair(new int[] { 70_440, 29_560 }, 70, 30));
	}

	@Test
	void refusesACallOfAModelWithoutWeight() {
		assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(() -> Shares.assertFair(new int[] { 99_999, 1 }, 1, 0));
	}

}
