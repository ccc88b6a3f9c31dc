package dev.understudy.routing;

/**
 * What a call does when every model of its chain is on standby.
 */
public enum WhenUnavailable {

	/** Gives up at once. */
	FAIL,

	/** Waits for the first standby to end, within the deadline. */
	WAIT,

	/** Tries the models all the same, in the order of the strategy. */
	TRY_ANYWAY

}
