package dev.understudy.micrometer;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

/**
 * Times how long streams take to bring their first content.
 */
final class FirstTokenTimers {

	private final MeterRegistry registry;

	private final Map<Place, Timer> timers = new ConcurrentHashMap<>();

	private final Function<Place, Timer> newTimer = this::timer;

	FirstTokenTimers(MeterRegistry registry) {
		this.registry = registry;
	}

	void prepare(String chain, String model) {
		of(chain, model);
	}

	void record(String chain, String model, long nanos) {
		of(chain, model).record(nanos, TimeUnit.NANOSECONDS);
	}

	private Timer of(String chain, String model) {
		return this.timers.computeIfAbsent(new Place(chain, model), this.newTimer);
	}

	private Timer timer(Place place) {
		return Timer.builder("understudy.first.token")
			.description("From the begin of an attempt to the first content of its stream")
			.tag("chain", place.chain())
			.tag("model", place.model())
			.register(this.registry);
	}

	private record Place(String chain, String model) {
	}

}
