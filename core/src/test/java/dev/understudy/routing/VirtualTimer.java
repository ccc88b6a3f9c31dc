package dev.understudy.routing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

import dev.understudy.health.VirtualTicker;

/**
 * Lets virtual time pass: a pause moves the ticker instead of the caller, and alarms ring
 * on the thread that lets their time come. Thread-safe.
 */
final class VirtualTimer implements Timer {

	private final VirtualTicker ticker;

	private final PriorityQueue<Bell> bells = new PriorityQueue<>(
			Comparator.comparingLong(Bell::at).thenComparingLong(Bell::order));

	private final List<Duration> pauses = new ArrayList<>();

	private long order;

	VirtualTimer(VirtualTicker ticker) {
		this.ticker = ticker;
	}

	@Override
	public void pause(long nanos) throws InterruptedException {
		if (Thread.interrupted()) {
			throw new InterruptedException("Interrupted before a pause of " + nanos + " ns");
		}
		synchronized (this) {
			this.pauses.add(Duration.ofNanos(nanos));
		}
		advance(Duration.ofNanos(nanos));
	}

	@Override
	public synchronized Alarm in(long nanos, Runnable action) {
		Bell bell = new Bell(this.ticker.nanos() + nanos, this.order++, action);
		this.bells.add(bell);
		return () -> callOff(bell);
	}

	/**
	 * Lets time pass and rings what is due on the way, each at its own time.
	 */
	void advance(Duration time) {
		long end = this.ticker.nanos() + time.toNanos();
		for (Bell bell = due(end); bell != null; bell = due(end)) {
			moveTo(bell.at());
			bell.action().run();
		}
		moveTo(end);
	}

	/** The pauses that were made, in their order. */
	synchronized List<Duration> pauses() {
		return List.copyOf(this.pauses);
	}

	/** How many alarms have neither rung nor been called off. */
	synchronized int waiting() {
		return this.bells.size();
	}

	private synchronized Bell due(long end) {
		Bell next = this.bells.peek();
		return (next != null && next.at() <= end) ? this.bells.poll() : null;
	}

	private synchronized void callOff(Bell bell) {
		this.bells.remove(bell);
	}

	private synchronized void moveTo(long nanos) {
		long left = nanos - this.ticker.nanos();
		if (left > 0) {
			this.ticker.advance(Duration.ofNanos(left));
		}
	}

	private record Bell(long at, long order, Runnable action) {
	}

}
