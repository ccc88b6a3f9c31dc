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
	 * Something that will happen unless it is called off.
	 */
	@FunctionalInterface
	interface Alarm {

		/** Calls it off. Does nothing once it has begun. */
		void cancel();

	}

}
