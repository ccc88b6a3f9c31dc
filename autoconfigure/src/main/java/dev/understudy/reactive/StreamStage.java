package dev.understudy.reactive;

/**
 * How far a stream has come on its way through its chain.
 */
enum StreamStage {

	/** Nothing was asked for yet. */
	NEW,

	/** Waits before the next attempt. */
	PAUSED,

	/** Waits for a store to tell of a model's limits. */
	RESERVING,

	/** A model streams. */
	FLOWING,

	/** A rung answered with a stream of its own. */
	RELAYING,

	/** Only what is held is left, and the end. */
	ENDED

}
