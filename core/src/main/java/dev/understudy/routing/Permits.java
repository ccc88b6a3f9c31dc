package dev.understudy.routing;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Bounds the attempts of one model that run at once. Nobody ever waits for a permit.
 */
final class Permits {

	private final int most;

	private final AtomicInteger taken = new AtomicInteger();

	Permits(int most) {
		this.most = most;
	}

	boolean take() {
		if (this.most == 0) {
			return true;
		}
		int before = this.taken.get();
		while (before < this.most) {
			if (this.taken.compareAndSet(before, before + 1)) {
				return true;
			}
			before = this.taken.get();
		}
		return false;
	}

	/** Takes one bound or no bound, for an attempt that runs anyway. */
	void hold() {
		if (this.most != 0) {
			this.taken.incrementAndGet();
		}
	}

	void giveBack() {
		if (this.most != 0) {
			this.taken.decrementAndGet();
		}
	}

	boolean free() {
		return this.most == 0 || this.taken.get() < this.most;
	}

	int most() {
		return this.most;
	}

}
