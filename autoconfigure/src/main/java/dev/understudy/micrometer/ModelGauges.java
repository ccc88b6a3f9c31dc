package dev.understudy.micrometer;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;

import dev.understudy.ModelState;
import dev.understudy.routing.ModelVitals;
import dev.understudy.routing.Repertoire;
import dev.understudy.routing.Understudy;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import org.jspecify.annotations.Nullable;

/**
 * Shows how each model is: its state, success rate, score and cooldown. Computed when
 * somebody reads, by the engine's clock, and so true without traffic.
 * <p>
 * Thread-safe. A registry that outlives the engine does not hold on to it; its gauges
 * then read {@link Double#NaN}.
 */
public final class ModelGauges {

	private static final double IN_TRIAL = 0.5;

	private final MeterRegistry registry;

	private final Understudy understudy;

	/** By model id. Guarded by this. */
	private final Map<String, List<Meter>> shown = new HashMap<>();

	/**
	 * Gauges in a registry, of no model yet.
	 * @param registry where the gauges are registered
	 * @param understudy the engine whose models they show
	 */
	public ModelGauges(MeterRegistry registry, Understudy understudy) {
		this.registry = registry;
		this.understudy = understudy;
	}

	/**
	 * Registers the gauges of models that have none, and removes those of models that are
	 * not in the repertoire. Made for {@link Understudy#follow}.
	 * @param repertoire the models that are in force
	 */
	public synchronized void show(Repertoire repertoire) {
		Set<String> gone = new HashSet<>(this.shown.keySet());
		repertoire.models().forEach((settings) -> {
			gone.remove(settings.model().id());
			this.shown.computeIfAbsent(settings.model().id(), this::gauges);
		});
		gone.forEach(this::remove);
	}

	private List<Meter> gauges(String model) {
		Tags tags = Tags.of("model", model);
		return List.of(
				gauge("understudy.model.state", "1 active, 0.5 in trial, 0 on standby", null, tags,
						(vitals) -> number(vitals.state())),
				gauge("understudy.model.success.rate", "Share of successes in the window, 1 without calls", null, tags,
						ModelVitals::successRate),
				gauge("understudy.model.score", "Latency and reliability as one number, higher is healthier", null,
						tags, ModelVitals::score),
				gauge("understudy.model.cooldown", "How long until the model may be used again", "seconds", tags,
						ModelVitals::cooldownSeconds));
	}

	private Gauge gauge(String name, String description, @Nullable String unit, Tags tags,
			ToDoubleFunction<ModelVitals> reading) {
		String model = tags.iterator().next().getValue();
		return Gauge
			.builder(name, this.understudy,
					(engine) -> engine.vitals(model).map(reading::applyAsDouble).orElse(Double.NaN))
			.description(description)
			.baseUnit(unit)
			.tags(tags)
			.register(this.registry);
	}

	private void remove(String model) {
		List<Meter> gauges = this.shown.remove(model);
		if (gauges != null) {
			gauges.forEach(this.registry::remove);
		}
	}

	private static double number(ModelState state) {
		return switch (state) {
			case ACTIVE -> 1;
			case TRIAL -> IN_TRIAL;
			case STANDBY -> 0;
		};
	}

}
