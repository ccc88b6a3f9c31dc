package dev.understudy.routing;

import java.util.List;

/**
 * Carries what hangs on a thread to the thread of an attempt.
 */
public interface ContextCarrier {

	/**
	 * Takes what hangs on the calling thread.
	 * @return what was taken
	 */
	Luggage pack();

	/**
	 * Whether something hangs on the calling thread that cannot be carried, so that the
	 * attempt must stay there.
	 * @return {@code false} by default
	 */
	default boolean rooted() {
		return false;
	}

	/**
	 * Carries the context class loader and the logging context (MDC).
	 * @return a carrier that needs no library
	 */
	static ContextCarrier standard() {
		return new StandardContextCarrier();
	}

	/**
	 * Carries what each of several carriers carries.
	 * @param carriers the carriers, unpacked in this order
	 * @return one carrier
	 */
	static ContextCarrier all(List<ContextCarrier> carriers) {
		return new JointContextCarrier(carriers);
	}

	/**
	 * What was taken from one thread.
	 */
	@FunctionalInterface
	interface Luggage {

		/**
		 * Puts it on the calling thread.
		 * @return the way to leave the thread as it was
		 */
		Runnable unpack();

		/**
		 * Puts it on the calling thread, on which nothing hangs yet and which ends with
		 * the attempt: there is nothing to clear, and nothing to restore.
		 * @return the way to close what was opened; as {@link #unpack()} by default
		 */
		default Runnable unpackOnNewThread() {
			return unpack();
		}

	}

}
