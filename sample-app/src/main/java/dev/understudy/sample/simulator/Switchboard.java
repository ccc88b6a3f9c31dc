package dev.understudy.sample.simulator;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import dev.understudy.UnknownNameException;

/**
 * The simulated models and what is wrong with each. Thread-safe.
 */
public final class Switchboard {

	private static final Setting WELL = new Setting(Fault.NONE, Instant.EPOCH);

	private final List<SimulatedModel> models;

	private final Duration flapEvery;

	private final InstantSource clock;

	private final Map<String, Setting> settings = new ConcurrentHashMap<>();

	private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();

	Switchboard(List<SimulatedModel> models, Duration flapEvery, InstantSource clock) {
		this.models = List.copyOf(models);
		this.flapEvery = flapEvery;
		this.clock = clock;
	}

	/**
	 * The models, in the order of the configuration.
	 * @return none of them when there is no simulator
	 */
	public List<SimulatedModel> models() {
		return this.models;
	}

	/**
	 * What is wrong with a model.
	 * @param id the model's id
	 * @return its fault, {@link Fault#NONE} when nothing is wrong
	 */
	public Fault fault(String id) {
		return this.settings.getOrDefault(id, WELL).fault();
	}

	/**
	 * Breaks or mends a model.
	 * @param name the model's id, or a provider for all of its models
	 * @param fault what is wrong from now on
	 * @throws UnknownNameException when there is no such model
	 */
	public void set(String name, Fault fault) {
		List<SimulatedModel> meant = this.models.stream().filter((model) -> model.answersTo(name)).toList();
		if (meant.isEmpty()) {
			throw new UnknownNameException("simulated model", name,
					this.models.stream().map(SimulatedModel::id).toList());
		}
		Setting setting = new Setting(fault, this.clock.instant());
		meant.forEach((model) -> move(model.id(), setting));
	}

	/** Mends all models. */
	public void mendAll() {
		this.models.forEach((model) -> move(model.id(), WELL));
	}

	/**
	 * Tells of each model that is broken, mended or broken otherwise, once it is, on the
	 * thread that does it.
	 * @param listener gets the model's id
	 */
	public void listen(Consumer<String> listener) {
		this.listeners.add(listener);
	}

	private void move(String id, Setting setting) {
		Setting before = this.settings.put(id, setting);
		if (((before != null) ? before : WELL).fault() != setting.fault()) {
			this.listeners.forEach((listener) -> listener.accept(id));
		}
	}

	/** What a request meets now: a flapping model is either down or well. */
	Fault now(SimulatedModel model) {
		Setting setting = this.settings.getOrDefault(model.id(), WELL);
		if (setting.fault() != Fault.FLAPPING) {
			return setting.fault();
		}
		long turns = Duration.between(setting.since(), this.clock.instant()).toNanos() / this.flapEvery.toNanos();
		return (turns % 2 == 0) ? Fault.DOWN : Fault.NONE;
	}

	/**
	 * What is wrong, and since when.
	 */
	private record Setting(Fault fault, Instant since) {

	}

}
