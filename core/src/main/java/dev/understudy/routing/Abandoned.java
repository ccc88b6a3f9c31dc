package dev.understudy.routing;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts the attempts of one model that nobody waits for any more and whose client has
 * not returned. While there are too many, the model gets no further ones.
 */
final class Abandoned {

	private final int most;

	private final AtomicInteger count = new AtomicInteger();

	Abandoned(int most) {
		this.most = most;
	}

	void left() {
		this.count.incrementAndGet();
	}

	void returned() {
		this.count.decrementAndGet();
	}

	boolean tooMany() {
		return this.count.get() >= this.most;
	}

	int count() {
		return this.count.get();
	}

}
