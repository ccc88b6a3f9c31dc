package dev.understudy.limit;

/**
 * Lets a store do something later that nobody waits for.
 */
@FunctionalInterface
public interface Reminder {

	/**
	 * Runs an action later, on a thread that may wait.
	 * @param nanos from now
	 * @param action what to run
	 */
	void in(long nanos, Runnable action);

}
