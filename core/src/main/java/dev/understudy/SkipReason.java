package dev.understudy;

import java.util.Set;

/**
 * Why a model is passed over that is not on standby. A {@link Routed#skipped() skipped}
 * model has one of these names, or the names of its {@link StandbyReason standby
 * reasons}.
 */
public enum SkipReason {

	/** It is not able to do what the call requires. */
	CAPABILITY,

	/** The prompt does not fit. */
	CONTEXT_WINDOW,

	/** As many attempts run as may run at once, those included that were given up. */
	CONCURRENCY,

	/** The configuration has it switched off. */
	DISABLED;

	private static final Set<String> UNFIT = Set.of(CAPABILITY.name(), CONTEXT_WINDOW.name(), DISABLED.name());

	/**
	 * Whether a model cannot serve a call, however healthy it is.
	 * @param reasons why it was passed over
	 * @return whether health has nothing to do with it
	 */
	public static boolean unfit(Set<String> reasons) {
		return UNFIT.containsAll(reasons);
	}

}
