package dev.understudy.health;

import java.time.Instant;

import dev.understudy.Standby;

/**
 * Hears of changes of a model's state, each once, from whoever brought it about. Must not
 * throw.
 */
public interface HealthListener {

	/**
	 * A reason was added.
	 * @param modelId the model
	 * @param standby the reason
	 */
	void stoodDown(String modelId, Standby standby);

	/**
	 * The provider does not take the model's key, or has no quota left for it, which is
	 * about all models that share its client. Told each time, after the model itself has
	 * stood down.
	 * @param modelId the model
	 * @param standby what follows for it, and for the others
	 */
	default void refused(String modelId, Standby standby) {
	}

	/**
	 * The model is active again.
	 * @param modelId the model
	 * @param at when
	 */
	void recovered(String modelId, Instant at);

	/**
	 * Something about the reasons is not as it was, be it an end that is later now or a
	 * lift of what was not there. Told last.
	 * @param modelId the model
	 */
	default void changed(String modelId) {
	}

}
