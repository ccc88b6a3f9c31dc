package dev.understudy.routing;

import dev.understudy.health.ModelHealth;

/**
 * What goes on between the health of the models and whoever else knows of it.
 */
interface StandbyExchange {

	/** Nobody else knows of it. */
	StandbyExchange NONE = new StandbyExchange() {

		@Override
		public void join(String modelId, ModelHealth health) {
		}

		@Override
		public void leave(String modelId) {
		}

		@Override
		public void changed(String modelId) {
		}

	};

	/**
	 * A model is in force from now on. It takes over what is known of it.
	 */
	void join(String modelId, ModelHealth health);

	/**
	 * A model is no longer in force. What is known of it stays known.
	 */
	void leave(String modelId);

	/**
	 * Something about the reasons against a model has changed. Never waits.
	 */
	void changed(String modelId);

}
