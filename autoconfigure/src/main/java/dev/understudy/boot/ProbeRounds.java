package dev.understudy.boot;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;

import dev.understudy.routing.ProbeSchedule;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.task.TaskRejectedException;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

/**
 * Drives the probes of the engine while the application runs: on its scheduler when it
 * has one, else on a thread of our own. Needs neither while no model is to be probed.
 * <p>
 * The scheduler only begins probes, which takes no time; they run on the engine's
 * threads, and those that are on their way are called off when the application stops.
 */
final class ProbeRounds implements SmartLifecycle {

	private static final Logger logger = LoggerFactory.getLogger(ProbeRounds.class);

	private final ProbeSchedule schedule;

	private final ObjectProvider<TaskScheduler> schedulers;

	private @Nullable ThreadPoolTaskScheduler own;

	private @Nullable ScheduledFuture<?> next;

	private volatile boolean running;

	ProbeRounds(ProbeSchedule schedule, ObjectProvider<TaskScheduler> schedulers) {
		this.schedule = schedule;
		this.schedulers = schedulers;
	}

	@Override
	public synchronized void start() {
		this.running = true;
		this.schedule.whenChanged(this::round);
		round();
	}

	@Override
	public synchronized void stop() {
		this.running = false;
		cancel();
		this.schedule.stop();
		if (this.own != null) {
			this.own.shutdown();
			this.own = null;
		}
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	/** Begins what is due, and comes again when something else is. */
	private synchronized void round() {
		cancel();
		if (!this.running) {
			return;
		}
		Optional<Duration> delay = this.schedule.beginDue();
		if (delay.isPresent()) {
			TaskScheduler scheduler = scheduler();
			try {
				this.next = scheduler.schedule(this::round, scheduler.getClock().instant().plus(delay.get()));
			}
			catch (TaskRejectedException ex) {
				logger.debug("Models are not probed any more: the scheduler takes no tasks");
			}
		}
	}

	private TaskScheduler scheduler() {
		TaskScheduler given = (this.own == null) ? this.schedulers.getIfUnique() : null;
		if (given != null) {
			return given;
		}
		if (this.own == null) {
			this.own = daemon();
		}
		return this.own;
	}

	private void cancel() {
		if (this.next != null) {
			this.next.cancel(false);
			this.next = null;
		}
	}

	private static ThreadPoolTaskScheduler daemon() {
		ThreadPoolTaskScheduler scheduler = new ThreadPoolTaskScheduler();
		scheduler.setThreadNamePrefix("understudy-probes-");
		scheduler.setDaemon(true);
		scheduler.setRemoveOnCancelPolicy(true);
		scheduler.initialize();
		return scheduler;
	}

}
