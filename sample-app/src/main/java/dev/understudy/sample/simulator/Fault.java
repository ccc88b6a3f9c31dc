package dev.understudy.sample.simulator;

import java.util.Map;

/**
 * What may be wrong with a simulated model.
 */
public enum Fault {

	/** Nothing. */
	NONE,

	/** Its provider answers every request with a 503. */
	DOWN,

	/** It takes longer than anybody waits. */
	SLOW,

	/** Its provider wants less of us, and says for how long. */
	RATE_LIMITED,

	/** The account has nothing left. */
	QUOTA_GONE;

	/** Throws what a client would throw at a model with this fault. */
	void strike(String model) {
		switch (this) {
			case DOWN -> throw new SimulatedHttpException(model, 503, "overloaded", Map.of());
			case RATE_LIMITED ->
				throw new SimulatedHttpException(model, 429, "rate_limit_exceeded", Map.of("Retry-After", "5"));
			case QUOTA_GONE -> throw new SimulatedHttpException(model, 429, "insufficient_quota", Map.of());
			case NONE, SLOW -> {
			}
		}
	}

}
