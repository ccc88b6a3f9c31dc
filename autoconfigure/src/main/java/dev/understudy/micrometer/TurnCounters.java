package dev.understudy.micrometer;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

import dev.understudy.CallDegraded;
import dev.understudy.CallFellBack;
import dev.understudy.failure.FailureKind;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * Counts the turns that calls take: to the next model, and to a rung.
 */
final class TurnCounters {

	private final MeterRegistry registry;

	private final Map<Fallback, Counter> fallbacks = new ConcurrentHashMap<>();

	private final Map<Rung, Counter> degradations = new ConcurrentHashMap<>();

	private final Function<Fallback, Counter> newFallback = this::counter;

	private final Function<Rung, Counter> newRung = this::counter;

	TurnCounters(MeterRegistry registry) {
		this.registry = registry;
	}

	/** Makes the counters that are likely to be needed, unless they are too many. */
	void prepare(LikelyTurns likely) {
		likely.fallbacks().forEach((fallback) -> this.fallbacks.computeIfAbsent(fallback, this.newFallback));
		likely.rungs().forEach((rung) -> this.degradations.computeIfAbsent(rung, this.newRung));
	}

	void fellBack(CallFellBack event) {
		Fallback fallback = new Fallback(event.chain(), event.from(), event.to(), event.kind());
		this.fallbacks.computeIfAbsent(fallback, this.newFallback).increment();
	}

	void degraded(CallDegraded event) {
		Rung rung = new Rung(event.chain(), event.kind(), event.rung());
		this.degradations.computeIfAbsent(rung, this.newRung).increment();
	}

	private Counter counter(Fallback fallback) {
		return Counter.builder("understudy.fallbacks")
			.description("Times that a call went on to another model")
			.tag("chain", fallback.chain())
			.tag("from", fallback.from())
			.tag("to", fallback.to())
			.tag("kind", fallback.kind().tag())
			.register(this.registry);
	}

	private Counter counter(Rung rung) {
		return Counter.builder("understudy.degradations")
			.description("Calls that a rung answered and no model")
			.tag("chain", rung.chain())
			.tag("kind", rung.kind().tag())
			.tag("rung", rung.rung())
			.register(this.registry);
	}

	/**
	 * From one model to another.
	 */
	record Fallback(String chain, String from, String to, FailureKind kind) {
	}

	/**
	 * To a kind of rung.
	 */
	record Rung(String chain, FailureKind kind, String rung) {
	}

}
