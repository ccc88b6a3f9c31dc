package dev.understudy.routing;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;

/**
 * Bounds the probes that run at once for nobody who waits. The others stand in a queue,
 * without a thread.
 */
final class ProbePlaces {

	private final int most;

	private final Semaphore free;

	private final Queue<ProbeRun> waiting = new ConcurrentLinkedQueue<>();

	ProbePlaces(int most) {
		this.most = most;
		this.free = new Semaphore(most);
	}

	/** How many rounds it takes until each of so many models has had a place. */
	int rounds(int models) {
		return Math.max(1, (models + this.most - 1) / this.most);
	}

	/** Starts a probe as soon as there is a place for it. Never waits. */
	void offer(ProbeRun run) {
		this.waiting.add(run);
		fill();
	}

	/** Calls off those that wait. */
	void clear() {
		for (ProbeRun next = this.waiting.poll(); next != null; next = this.waiting.poll()) {
			next.callOff();
		}
	}

	private void giveBack() {
		this.free.release();
		fill();
	}

	/** Looks again after each place that comes back, so that no offer is left alone. */
	private void fill() {
		while (!this.waiting.isEmpty() && this.free.tryAcquire()) {
			ProbeRun next = this.waiting.poll();
			if (next == null || !next.start(this::giveBack)) {
				this.free.release();
			}
		}
	}

}
