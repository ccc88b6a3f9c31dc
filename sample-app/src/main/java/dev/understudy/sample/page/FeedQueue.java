package dev.understudy.sample.page;

import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;

/**
 * Events that wait for one page. When that is too slow the oldest make room, and it is
 * told how many it has missed. Whoever puts an event in never waits.
 */
final class FeedQueue {

	static final int MOST = 256;

	private final BlockingQueue<FeedEvent> waiting = new ArrayBlockingQueue<>(MOST);

	private final AtomicLong missed = new AtomicLong();

	FeedQueue(List<FeedEvent> first) {
		first.forEach(this::put);
	}

	void put(FeedEvent event) {
		while (!this.waiting.offer(event)) {
			if (this.waiting.poll() != null) {
				this.missed.incrementAndGet();
			}
		}
	}

	/** The next event, or {@code null} when none comes in time. */
	@Nullable FeedEvent next(long nanos) throws InterruptedException {
		return this.waiting.poll(nanos, TimeUnit.NANOSECONDS);
	}

	/** How many were lost since this was last asked. */
	long missed() {
		return this.missed.getAndSet(0);
	}

}
