package dev.understudy.limit;

import java.util.Locale;

import dev.understudy.StandbyReason;

/**
 * What a limit counts.
 */
public enum LimitKind {

	/** Attempts that answered or still run. */
	REQUESTS(StandbyReason.REQUEST_LIMIT),

	/** Tokens in both directions. */
	TOKENS(StandbyReason.TOKEN_LIMIT),

	/** Billionths of a USD. */
	BUDGET(StandbyReason.BUDGET_EXCEEDED);

	private final StandbyReason reason;

	LimitKind(StandbyReason reason) {
		this.reason = reason;
	}

	/**
	 * Why a model stands down at such a limit.
	 * @return one of {@link StandbyReason#LIMITS}
	 */
	public StandbyReason reason() {
		return this.reason;
	}

	/** As it is written in properties and keys. */
	String text() {
		return name().toLowerCase(Locale.ROOT);
	}

}
