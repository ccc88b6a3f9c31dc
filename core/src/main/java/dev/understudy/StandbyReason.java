package dev.understudy;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * Why a model is not to be used now. A model may be out for several reasons at once, each
 * with its own end.
 */
public enum StandbyReason {

	/** Too many failures in a row. */
	ERROR_THRESHOLD,

	/** Too small a share of successes among the calls of the window. */
	LOW_SUCCESS_RATE,

	/** Too large a share of slow calls in the window. */
	SLOW,

	/** The provider asked for peace. */
	RATE_LIMITED,

	/** The provider said that it is unavailable or overloaded. */
	UNAVAILABLE,

	/** The account's quota or credit is used up. */
	QUOTA_EXHAUSTED,

	/** The provider does not accept our key. */
	AUTH_FAILED,

	/** The provider does not know the model. */
	MODEL_NOT_FOUND,

	/** Our own limit of requests for the period is reached. */
	REQUEST_LIMIT,

	/** Our own limit of tokens for the period is reached. */
	TOKEN_LIMIT,

	/** Our own budget for the period is spent. */
	BUDGET_EXCEEDED,

	/** A maintenance window is open. */
	MAINTENANCE_WINDOW,

	/** The last health probe failed. */
	PROBE_FAILED,

	/** Somebody took it out by hand. */
	MANUAL;

	/** Reasons after whose end the model has to prove itself in trial. */
	public static final Set<StandbyReason> FAILING = set(ERROR_THRESHOLD, LOW_SUCCESS_RATE, SLOW);

	/** Our own limits. */
	public static final Set<StandbyReason> LIMITS = set(REQUEST_LIMIT, TOKEN_LIMIT, BUDGET_EXCEEDED);

	/** Reasons that a last resort and {@code try-anyway} respect like everybody else. */
	public static final Set<StandbyReason> BINDING = set(MANUAL, MAINTENANCE_WINDOW, REQUEST_LIMIT, TOKEN_LIMIT,
			BUDGET_EXCEEDED);

	private static Set<StandbyReason> set(StandbyReason first, StandbyReason... rest) {
		return Collections.unmodifiableSet(EnumSet.of(first, rest));
	}

}
