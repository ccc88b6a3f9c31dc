package dev.understudy.routing;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Interrupts a thread when its time is up, and never after it has been stopped. Watches
 * of one thread are stopped in the reverse order of their start.
 */
final class Watch extends Bell {

	/**
	 * How many watches of a thread have rung and are not stopped. The interrupt flag is
	 * one for all of them, in whatever engine they are.
	 */
	private static final Map<Thread, Integer> RUNG = new ConcurrentHashMap<>();

	private final Thread watched = Thread.currentThread();

	private final boolean interruptedBefore = this.watched.isInterrupted();

	private Timer.Alarm alarm = this;

	private Watch() {
	}

	/** Watches the calling thread from what the engine's ticker showed a moment ago. */
	static Watch start(Timer timer, long since, long nanos) {
		Watch watch = new Watch();
		watch.alarm = timer.after(since, nanos, watch);
		return watch;
	}

	/**
	 * Ends the watch; answers whether the time was up, and if so takes the interrupt
	 * back.
	 */
	boolean stop() {
		if (callOff()) {
			if (this.alarm != this) {
				this.alarm.cancel();
			}
			return false;
		}
		awaitRung();
		takeBack();
		return true;
	}

	@Override
	void ring() {
		// Counted first, so that whoever clears the flag knows of this interrupt.
		RUNG.merge(this.watched, 1, Integer::sum);
		this.watched.interrupt();
	}

	/** The flag is one for all: what others have asked for with it stands. */
	private void takeBack() {
		Thread.interrupted();
		boolean others = RUNG.computeIfPresent(this.watched, (thread, rung) -> (rung > 1) ? rung - 1 : null) != null;
		if (this.interruptedBefore || others) {
			this.watched.interrupt();
		}
	}

}
