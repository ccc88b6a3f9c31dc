package dev.understudy.redis;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Waits for what another thread or process does.
 */
public final class Eventually {

	private static final long GLANCE = Duration.ofMillis(2).toNanos();

	private Eventually() {
	}

	public static Duration eventually(String what, Duration within, BooleanSupplier happens) {
		long begin = System.nanoTime();
		long took = 0;
		while (!happens.getAsBoolean()) {
			assertThat(took).as(what).isLessThan(within.toNanos());
			LockSupport.parkNanos(GLANCE);
			took = System.nanoTime() - begin;
		}
		return Duration.ofNanos(System.nanoTime() - begin);
	}

}
