package dev.understudy.routing;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.understudy.failure.FailureKind;
import dev.understudy.selection.SelectionStrategy;
import dev.understudy.selection.Strategies;

/**
 * One chain as it is configured.
 *
 * @param name its name
 * @param seats its models in the order written, at least one, none twice
 * @param strategyName what the strategy is called
 * @param strategy what orders the models
 * @param deadline the bound of a whole call, zero for none
 * @param whenUnavailable what to do when every model is on standby
 * @param reroutes chains that go on instead of this one, by the kind of failure
 * @param streams how answers that come piece by piece are treated
 * @param rungs what answers when no model can
 */
public record ChainSettings(String name, List<SeatSettings> seats, String strategyName, SelectionStrategy strategy,
		Duration deadline, WhenUnavailable whenUnavailable, Map<FailureKind, String> reroutes, StreamSettings streams,
		List<Rung> rungs) {

	/** The bound of a call that nobody set: 90 s. */
	public static final Duration DEFAULT_DEADLINE = Duration.ofSeconds(90);

	public ChainSettings {
		Check.name("Chain name", name);
		Check.notNegative("deadline of chain '" + name + "'", deadline);
		seats = List.copyOf(seats);
		reroutes = Map.copyOf(reroutes);
		rungs = List.copyOf(rungs);
		if (seats.isEmpty()) {
			throw Check.refuse("models of chain '" + name + "'", seats, "must name at least one model");
		}
		Set<String> seen = new HashSet<>();
		for (SeatSettings seat : seats) {
			if (!seen.add(seat.modelId())) {
				throw Check.refuse("models of chain '" + name + "'", seat.modelId(), "which must not be named twice");
			}
		}
		if (seats.stream().allMatch((seat) -> seat.weight() == 0)) {
			throw Check.refuse("weight of every model of chain '" + name + "'", 0,
					"at least one must be greater than zero");
		}
	}

	/**
	 * A chain of models with the default policy, tried in the order given.
	 * @param name the chain's name
	 * @param modelIds the models
	 * @return the chain's settings
	 */
	public static ChainSettings of(String name, String... modelIds) {
		return of(name, Arrays.stream(modelIds).map(SeatSettings::of).toList());
	}

	/**
	 * A chain of places with the default policy, tried in the order given.
	 * @param name the chain's name
	 * @param seats the places
	 * @return the chain's settings
	 */
	public static ChainSettings of(String name, List<SeatSettings> seats) {
		return new ChainSettings(name, seats, "priority", Strategies.PRIORITY, DEFAULT_DEADLINE, WhenUnavailable.FAIL,
				Map.of(), StreamSettings.DEFAULT, List.of());
	}

	public ChainSettings withStrategy(String called, SelectionStrategy value) {
		return new ChainSettings(this.name, this.seats, called, value, this.deadline, this.whenUnavailable,
				this.reroutes, this.streams, this.rungs);
	}

	public ChainSettings withDeadline(Duration value) {
		return new ChainSettings(this.name, this.seats, this.strategyName, this.strategy, value, this.whenUnavailable,
				this.reroutes, this.streams, this.rungs);
	}

	public ChainSettings withWhenUnavailable(WhenUnavailable value) {
		return new ChainSettings(this.name, this.seats, this.strategyName, this.strategy, this.deadline, value,
				this.reroutes, this.streams, this.rungs);
	}

	public ChainSettings withReroutes(Map<FailureKind, String> value) {
		return new ChainSettings(this.name, this.seats, this.strategyName, this.strategy, this.deadline,
				this.whenUnavailable, value, this.streams, this.rungs);
	}

	public ChainSettings withStreams(StreamSettings value) {
		return new ChainSettings(this.name, this.seats, this.strategyName, this.strategy, this.deadline,
				this.whenUnavailable, this.reroutes, value, this.rungs);
	}

	public ChainSettings withRungs(List<Rung> value) {
		return new ChainSettings(this.name, this.seats, this.strategyName, this.strategy, this.deadline,
				this.whenUnavailable, this.reroutes, this.streams, value);
	}

}
