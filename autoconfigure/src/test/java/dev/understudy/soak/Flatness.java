package dev.understudy.soak;

import java.util.List;
import java.util.Optional;

/**
 * The rule for a number that must not grow: its median in the second half of the readings
 * is at most so much above that of the first.
 *
 * @param what the number
 * @param slack what is no growth yet
 */
record Flatness(String what, long slack) {

	private static final int FEWEST = 4;

	/** What is wrong with readings in the order in which they were taken. */
	Optional<String> complaint(List<Long> readings) {
		if (readings.size() < FEWEST) {
			return Optional.of(this.what + " was read " + readings.size() + " times, which tells nothing");
		}
		int half = readings.size() / 2;
		long first = median(readings.subList(0, half));
		long second = median(readings.subList(readings.size() - half, readings.size()));
		return (second <= first + this.slack) ? Optional.empty()
				: Optional.of(this.what + " grew from " + first + " to " + second + ": " + readings);
	}

	/** Of an even number the lower one of the two in the middle. */
	static long median(List<Long> readings) {
		return readings.stream().sorted().skip((readings.size() - 1) / 2).findFirst().orElseThrow();
	}

}
