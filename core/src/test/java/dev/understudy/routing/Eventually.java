package dev.understudy.routing;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Looks again and again until something that another thread is about to do is done.
 */
final class Eventually {

	private static final long PATIENCE = Duration.ofSeconds(30).toNanos();

	private static final long GLANCE = Duration.ofMillis(1).toNanos();

	private Eventually() {
	}

	static void eventually(String what, BooleanSupplier condition) {
		long end = System.nanoTime() + PATIENCE;
		boolean done = condition.getAsBoolean();
		while (!done && System.nanoTime() < end) {
			LockSupport.parkNanos(GLANCE);
			done = condition.getAsBoolean();
		}
		assertThat(done).as(what).isTrue();
	}

}
