package dev.understudy.routing;

/**
 * Lets time pass and rings when it has. Tests put a virtual one in its place.
 */
public interface Timer {

	/**
	 * Blocks the calling thread.
	 * @param nanos how long
	 * @throws InterruptedException when the thread is interrupted meanwhile
	 */
	void pause(long nanos) throws InterruptedException;

	/**
	 * Runs an action later, on a thread that the action must not hold up.
	 * @param nanos from now
	 * @param action what to run
	 * @return the way to call it off
	 */
	Alarm in(long nanos, Runnable action);

	/**
	 * The same for somebody who has just read the engine's ticker, which may save the
	 * timer from reading a clock of its own.
	 * @param since what the ticker showed, a moment ago
	 * @param nanos from then
	 * @param action what to run
	 * @return the way to call it off
	 */
	default Alarm after(long since, long nanos, Runnable action) {
		return in(nanos, action);
	}

	/**
	 * Runs an action after a pause that a call makes on purpose, before it tries again:
	 * what {@link #pause} is for callers that do not block. A virtual timer may let the
	 * time pass at once.
	 * @param nanos from now
	 * @param action what to run
	 * @return the way to call it off
	 */
	default Alarm resume(long nanos, Runnable action) {
		return in(nanos, action);
	}

	/**
	 * Something that will happen unless it is called off.
	 */
	@FunctionalInterface
	interface Alarm {

		/** Calls it off. Does nothing once it has begun. */
		void cancel();

	}

}
