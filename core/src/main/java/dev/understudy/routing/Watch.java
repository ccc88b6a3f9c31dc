package dev.understudy.routing;

import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

/**
 * Interrupts a thread when its time is up, and never after it has been stopped. Watches
 * of one thread are stopped in the reverse order of their start.
 */
final class Watch {

	private static final ThreadLocal<@Nullable Watch> INNERMOST = new ThreadLocal<>();

	private final Thread watched = Thread.currentThread();

	private final boolean interruptedBefore = this.watched.isInterrupted();

	private final @Nullable Watch outer = INNERMOST.get();

	private final AtomicReference<Stage> stage = new AtomicReference<>(Stage.RUNNING);

	private final Timer.Alarm alarm;

	private Watch(Timer timer, long nanos) {
		this.alarm = timer.in(nanos, this::ring);
	}

	/** Watches the calling thread from now on. */
	static Watch start(Timer timer, long nanos) {
		Watch watch = new Watch(timer, nanos);
		INNERMOST.set(watch);
		return watch;
	}

	/**
	 * Ends the watch; answers whether the time was up, and if so takes the interrupt
	 * back.
	 */
	boolean stop() {
		if (this.outer != null) {
			INNERMOST.set(this.outer);
		}
		else {
			INNERMOST.remove();
		}
		if (this.stage.compareAndSet(Stage.RUNNING, Stage.STOPPED)) {
			this.alarm.cancel();
			return false;
		}
		while (this.stage.get() != Stage.RUNG) {
			Thread.onSpinWait();
		}
		takeBack();
		return true;
	}

	private void ring() {
		if (this.stage.compareAndSet(Stage.RUNNING, Stage.RINGING)) {
			try {
				this.watched.interrupt();
			}
			finally {
				this.stage.set(Stage.RUNG);
			}
		}
	}

	/** The flag is one for all: what others have asked for with it stands. */
	private void takeBack() {
		Thread.interrupted();
		if (this.interruptedBefore || (this.outer != null && this.outer.hasRung())) {
			this.watched.interrupt();
		}
	}

	private boolean hasRung() {
		return this.stage.get() != Stage.RUNNING;
	}

	private enum Stage {

		RUNNING, RINGING, RUNG, STOPPED

	}

}
