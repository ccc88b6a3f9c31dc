package dev.understudy.sample.simulator;

import java.util.Arrays;
import java.util.Optional;

/**
 * What may be wrong with a simulated model.
 */
public enum Fault {

	/** Nothing. */
	NONE,

	/** Its provider answers every request with a 503. */
	DOWN,

	/** Its first word takes longer than anybody waits, and the others are slow too. */
	SLOW,

	/** Its provider wants less of us, and says for how long. */
	RATE_LIMITED,

	/** The account has nothing left. */
	QUOTA_GONE,

	/** The key is refused. */
	WRONG_KEY,

	/** Its provider has too much to do. */
	OVERLOADED,

	/** It takes the request and says nothing, for as long as anybody listens. */
	HANG,

	/** The connection breaks in the middle of every answer. */
	CUT_STREAM,

	/** Its answer is no JSON. */
	GARBAGE,

	/** It is down and well by turns. */
	FLAPPING;

	/**
	 * Finds a fault by its name, however it is spelled.
	 * @param name the name, for example {@code rate-limited}
	 * @return empty when there is no such fault
	 */
	public static Optional<Fault> named(String name) {
		return Arrays.stream(values())
			.filter((fault) -> fault.name().equalsIgnoreCase(name.replace('-', '_')))
			.findFirst();
	}

}
