package dev.understudy.micrometer;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

import dev.understudy.Model;
import dev.understudy.Usage;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * Counts the tokens that models use and what they cost. A cost is that of the price at
 * the time; a model whose price nobody stated costs nothing.
 */
final class UsageCounters {

	private final MeterRegistry registry;

	private final Map<String, OfModel> models = new ConcurrentHashMap<>();

	private final Function<String, OfModel> newModel = this::counters;

	UsageCounters(MeterRegistry registry) {
		this.registry = registry;
	}

	void prepare(Model model) {
		of(model);
	}

	void used(Model model, Usage usage) {
		OfModel counters = of(model);
		counters.input().increment(usage.inputTokens());
		counters.output().increment(usage.outputTokens());
		counters.cost().increment(model.price().of(usage));
	}

	private OfModel of(Model model) {
		return this.models.computeIfAbsent(model.id(), this.newModel);
	}

	private OfModel counters(String model) {
		Counter cost = Counter.builder("understudy.cost")
			.description("What used tokens cost, in USD")
			.tag("model", model)
			.register(this.registry);
		return new OfModel(tokens(model, "input"), tokens(model, "output"), cost);
	}

	private Counter tokens(String model, String direction) {
		return Counter.builder("understudy.tokens")
			.description("Tokens that attempts used")
			.baseUnit("tokens")
			.tag("model", model)
			.tag("direction", direction)
			.register(this.registry);
	}

	private record OfModel(Counter input, Counter output, Counter cost) {
	}

}
