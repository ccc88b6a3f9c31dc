package dev.understudy.reactive;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;

import dev.understudy.health.Ticker;
import dev.understudy.routing.Timer;

/**
 * Time that moves only when a test says so, and then rings every alarm on its way.
 */
final class VirtualTime implements Ticker, Timer {

	private static final Instant BEGINNING = Instant.parse("2026-01-01T00:00:00Z");

	private final AtomicLong now = new AtomicLong();

	private final AtomicLong order = new AtomicLong();

	private final ConcurrentSkipListMap<Moment, Runnable> alarms = new ConcurrentSkipListMap<>();

	@Override
	public long nanos() {
		return this.now.get();
	}

	@Override
	public Instant instant() {
		return BEGINNING.plusNanos(nanos());
	}

	@Override
	public void pause(long nanos) {
		throw new IllegalStateException("Reactive code must not block");
	}

	@Override
	public Alarm in(long nanos, Runnable action) {
		Moment moment = new Moment(nanos() + nanos, this.order.incrementAndGet());
		this.alarms.put(moment, action);
		return () -> this.alarms.remove(moment);
	}

	void advance(Duration time) {
		long end = nanos() + time.toNanos();
		Map.Entry<Moment, Runnable> next = this.alarms.firstEntry();
		while (next != null && next.getKey().at() <= end) {
			this.now.accumulateAndGet(next.getKey().at(), Math::max);
			if (this.alarms.remove(next.getKey()) != null) {
				next.getValue().run();
			}
			next = this.alarms.firstEntry();
		}
		this.now.set(end);
	}

	int pending() {
		return this.alarms.size();
	}

	private record Moment(long at, long order) implements Comparable<Moment> {

		@Override
		public int compareTo(Moment other) {
			int byTime = Long.compare(this.at, other.at);
			return (byTime != 0) ? byTime : Long.compare(this.order, other.order);
		}

	}

}
