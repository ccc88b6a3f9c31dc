package dev.understudy.routing;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

import dev.understudy.Outcome;
import dev.understudy.RoutingStatistics;

import static java.util.Objects.requireNonNull;

/**
 * Counts what happens to the calls of one chain. Outlives a change of the configuration.
 */
final class ChainCounters {

	private final Map<Outcome, LongAdder> outcomes = new EnumMap<>(Outcome.class);

	private final Map<String, SeatCounters> seats = new ConcurrentHashMap<>();

	private final AtomicLong turns = new AtomicLong();

	ChainCounters() {
		for (Outcome outcome : Outcome.values()) {
			this.outcomes.put(outcome, new LongAdder());
		}
	}

	SeatCounters seat(String modelId) {
		return this.seats.computeIfAbsent(modelId, (id) -> new SeatCounters());
	}

	/** The number of a call among the calls that asked for one. */
	long takeTurn() {
		return this.turns.getAndIncrement();
	}

	/** The number that the next call would have. */
	long nextTurn() {
		return this.turns.get();
	}

	/**
	 * Counts a call, unless {@link SeatCounters#answers()} has it as a first choice's.
	 */
	void ended(Outcome outcome) {
		adder(outcome).increment();
	}

	RoutingStatistics.OfChain read() {
		Map<String, RoutingStatistics.OfModel> models = new LinkedHashMap<>();
		this.seats.forEach((id, counters) -> models.put(id, counters.read()));
		long first = this.seats.values().stream().mapToLong((counters) -> counters.answers().first()).sum();
		return new RoutingStatistics.OfChain(first + adder(Outcome.ANSWERED).sum(), adder(Outcome.FELL_BACK).sum(),
				adder(Outcome.DEGRADED).sum(), adder(Outcome.FAILED).sum(), models);
	}

	private LongAdder adder(Outcome outcome) {
		return requireNonNull(this.outcomes.get(outcome));
	}

}
