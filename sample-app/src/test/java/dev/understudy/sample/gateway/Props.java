package dev.understudy.sample.gateway;

import dev.understudy.ModelRegistry;
import dev.understudy.RoutingStatistics;
import dev.understudy.sample.simulator.Fault;
import dev.understudy.sample.simulator.Switchboard;

/**
 * What stands behind the gateway: the switches of the simulator, and what is known of the
 * models.
 *
 * @param switchboard breaks models
 * @param registry knows them
 */
record Props(Switchboard switchboard, ModelRegistry registry) {

	/** As if nothing had happened. */
	void reset() {
		this.switchboard.mendAll();
		this.registry.statuses().forEach((status) -> this.registry.enable(status.id()));
	}

	void set(Fault fault, String... models) {
		for (String model : models) {
			this.switchboard.set(model, fault);
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
