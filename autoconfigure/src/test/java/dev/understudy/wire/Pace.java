package dev.understudy.wire;

import java.time.Duration;

/**
 * How fast the pieces of a stream follow one another.
 */
@FunctionalInterface
public interface Pace {

	/** Without a pause. */
	Pace AT_ONCE = (piece, pieces) -> {
	};

	/**
	 * Returns when the piece may be sent.
	 * @param piece the number of the piece, from 0
	 * @param pieces how many there are
	 * @throws InterruptedException when the server is closed
	 */
	void before(int piece, int pieces) throws InterruptedException;

	static Pace every(Duration pause) {
		return (piece, pieces) -> Thread.sleep(pause.toMillis());
	}

}
