package dev.understudy.routing;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

import dev.understudy.RoutingStatistics;
import dev.understudy.failure.FailureKind;
import dev.understudy.health.Answers;

import static java.util.Objects.requireNonNull;

/**
 * Counts what happens to one model in one chain.
 */
final class SeatCounters {

	private final Answers answers = new Answers();

	private final LongAdder broken = new LongAdder();

	private final LongAdder fellBackFrom = new LongAdder();

	private final LongAdder fellBackTo = new LongAdder();

	private final Map<FailureKind, LongAdder> failures = new EnumMap<>(FailureKind.class);

	SeatCounters() {
		for (FailureKind kind : FailureKind.values()) {
			this.failures.put(kind, new LongAdder());
		}
	}

	/** Counts answers, along with the model's own statistics. */
	Answers answers() {
		return this.answers;
	}

	/** An attempt ended without an outcome. */
	void broken() {
		this.broken.increment();
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
		long answered = this.answers.all();
		long selected = answered + this.broken.sum();
		for (FailureKind kind : FailureKind.values()) {
			long count = adder(kind).sum();
			if (count != 0) {
				failed.put(kind, count);
				selected += count;
			}
		}
		Duration mean = (answered != 0) ? Duration.ofNanos(this.answers.nanos() / answered) : Duration.ZERO;
		return new RoutingStatistics.OfModel(selected, answered, failed, this.fellBackFrom.sum(), this.fellBackTo.sum(),
				mean);
	}

	private LongAdder adder(FailureKind kind) {
		return requireNonNull(this.failures.get(kind));
	}

}
