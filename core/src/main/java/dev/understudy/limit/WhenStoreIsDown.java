package dev.understudy.limit;

/**
 * What becomes of models with limits while the store that keeps their counters cannot
 * tell.
 */
public enum WhenStoreIsDown {

	/** They are counted in this process alone, which the store learns when it is back. */
	COUNT_LOCALLY,

	/** They are not used until the store is back. */
	REFUSE

}
