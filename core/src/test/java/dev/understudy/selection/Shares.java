package dev.understudy.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/**
 * Compares counts with the shares that they should have.
 */
final class Shares {

	private Shares() {
	}

	/** Each count is within three standard deviations of what its weight promises. */
	static void assertFair(int[] counts, double... weights) {
		double total = 0;
		int calls = 0;
		for (int i = 0; i < counts.length; i++) {
			total += weights[i];
			calls += counts[i];
		}
		for (int i = 0; i < counts.length; i++) {
			double share = weights[i] / total;
			double sigma = Math.sqrt(calls * share * (1 - share));
			assertThat((double) counts[i]).as("calls of model %s out of %s", i, calls)
				.isCloseTo(calls * share, within(3 * sigma));
		}
	}

}
