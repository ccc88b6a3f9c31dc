package dev.understudy.sample.simulator;

import dev.understudy.sample.simulator.SimulatorSettings.Pace;

/**
 * A model that the simulator plays.
 *
 * @param id what this application calls it
 * @param provider whose it is
 * @param name what its provider calls it
 * @param pace how fast it talks
 */
public record SimulatedModel(String id, String provider, String name, Pace pace) {

	/** Whether this name means it: its own id or its provider. */
	boolean answersTo(String idOrProvider) {
		return this.id.equals(idOrProvider) || this.provider.equals(idOrProvider);
	}

}
