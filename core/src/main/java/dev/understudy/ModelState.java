package dev.understudy;

/**
 * What may be done with a model now.
 */
public enum ModelState {

	/** It may be used. */
	ACTIVE,

	/** It must not be used, for one or more reasons. */
	STANDBY,

	/** A few attempts are let through to find out whether it has recovered. */
	TRIAL

}
