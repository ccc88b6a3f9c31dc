package dev.understudy.sample.gateway;

import dev.understudy.ModelRegistry;
import dev.understudy.RoutingStatistics;
import dev.understudy.sample.HastyTimer;
import dev.understudy.sample.simulator.Fault;
import dev.understudy.sample.simulator.Switchboard;

/**
 * What stands behind the gateway: the switches of the simulator, what is known of the
 * models, and the time they have.
 *
 * @param switchboard breaks models
 * @param registry knows them
 * @param timer ends attempts
 */
record Props(Switchboard switchboard, ModelRegistry registry, HastyTimer timer) {

	/** As if nothing had happened. */
	void reset() {
		this.timer.calm();
		this.switchboard.mendAll();
		this.registry.statuses().forEach((status) -> this.registry.enable(status.id()));
	}

	/** Breaks models. One of them that would not answer is not waited for long, once. */
	void set(Fault fault, String... models) {
		for (String model : models) {
			this.switchboard.set(model, fault);
		}
		if (fault == Fault.HANG || fault == Fault.SLOW) {
			this.timer.hurry();
		}
	}

	/** How often any model was asked since the start. */
	long attempts() {
		return this.registry.statistics()
			.chains()
			.values()
			.stream()
			.flatMap((chain) -> chain.models().values().stream())
			.mapToLong(RoutingStatistics.OfModel::selected)
			.sum();
	}

}
