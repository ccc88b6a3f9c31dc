package dev.understudy.routing;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

import dev.understudy.RoutingStatistics;
import dev.understudy.failure.FailureKind;

import static java.util.Objects.requireNonNull;

/**
 * Counts what happens to one model in one chain.
 */
final class SeatCounters {

	private final LongAdder selected = new LongAdder();

	private final LongAdder answered = new LongAdder();

	private final LongAdder nanos = new LongAdder();

	private final LongAdder fellBackFrom = new LongAdder();

	private final LongAdder fellBackTo = new LongAdder();

	private final Map<FailureKind, LongAdder> failures = new EnumMap<>(FailureKind.class);

	SeatCounters() {
		for (FailureKind kind : FailureKind.values()) {
			this.failures.put(kind, new LongAdder());
		}
	}

	void selected() {
		this.selected.increment();
	}

	void answered(long took) {
		this.answered.increment();
		this.nanos.add(took);
	}

	void failed(FailureKind kind) {
		adder(kind).increment();
	}

	void fellBackFrom() {
		this.fellBackFrom.increment();
	}

	void fellBackTo() {
		this.fellBackTo.increment();
	}

	RoutingStatistics.OfModel read() {
		Map<FailureKind, Long> failed = new EnumMap<>(FailureKind.class);
		for (FailureKind kind : FailureKind.values()) {
			long count = adder(kind).sum();
			if (count != 0) {
				failed.put(kind, count);
			}
		}
		long answers = this.answered.sum();
		Duration mean = (answers != 0) ? Duration.ofNanos(this.nanos.sum() / answers) : Duration.ZERO;
		return new RoutingStatistics.OfModel(this.selected.sum(), answers, failed, this.fellBackFrom.sum(),
				this.fellBackTo.sum(), mean);
	}

	private LongAdder adder(FailureKind kind) {
		return requireNonNull(this.failures.get(kind));
	}

}
