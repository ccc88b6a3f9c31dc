package dev.understudy.soak;

import java.util.Random;

/**
 * Makes calls of one manner.
 */
interface Caller {

	/** Of so many calls one is not waited for. */
	int ONE_IN_IMPATIENT = 100;

	/** Of so many calls one may wait for a model. */
	int ONE_IN_PATIENT = 1000;

	/** Makes a call, or begins one. */
	void call(Random random);

	/** Waits until all calls have ended that were begun. */
	default void settle() throws InterruptedException {
	}

}
