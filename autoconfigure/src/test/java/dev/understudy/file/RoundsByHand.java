package dev.understudy.file;

import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Takes one task, which runs when the test says so.
 */
final class RoundsByHand extends ScheduledThreadPoolExecutor {

	private Runnable task = () -> {
	};

	private Duration delay = Duration.ZERO;

	private int taken;

	RoundsByHand() {
		super(0);
	}

	@Override
	public ScheduledFuture<?> scheduleWithFixedDelay(Runnable command, long initialDelay, long between, TimeUnit unit) {
		this.task = command;
		this.delay = Duration.of(between, unit.toChronoUnit());
		this.taken++;
		return null;
	}

	void round() {
		this.task.run();
	}

	Duration delay() {
		return this.delay;
	}

	int taken() {
		return this.taken;
	}

}
