package dev.understudy.routing;

import java.util.concurrent.atomic.AtomicReference;

/**
 * Interrupts a thread when its time is up, and never after it has been stopped.
 */
final class Watch {

	private final Thread watched;

	private final AtomicReference<Stage> stage = new AtomicReference<>(Stage.RUNNING);

	private Timer.Alarm alarm = () -> {
	};

	private Watch(Thread watched) {
		this.watched = watched;
	}

	/** Watches the calling thread from now on. */
	static Watch start(Timer timer, long nanos) {
		Watch watch = new Watch(Thread.currentThread());
		watch.alarm = timer.in(nanos, watch::ring);
		return watch;
	}

	/**
	 * Ends the watch; answers whether the time was up, and if so clears the interrupt.
	 */
	boolean stop() {
		if (this.stage.compareAndSet(Stage.RUNNING, Stage.STOPPED)) {
			this.alarm.cancel();
			return false;
		}
		while (this.stage.get() != Stage.RUNG) {
			Thread.onSpinWait();
		}
		Thread.interrupted();
		return true;
	}

	private void ring() {
		if (this.stage.compareAndSet(Stage.RUNNING, Stage.RINGING)) {
			this.watched.interrupt();
			this.stage.set(Stage.RUNG);
		}
	}

	private enum Stage {

		RUNNING, RINGING, RUNG, STOPPED

	}

}
