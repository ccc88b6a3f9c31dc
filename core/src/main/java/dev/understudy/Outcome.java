package dev.understudy;

import java.util.Locale;

/**
 * How a call ended.
 */
public enum Outcome {

	/** The first choice answered. */
	ANSWERED,

	/** Another model than the first choice answered. */
	FELL_BACK,

	/** No model answered, a degradation did. */
	DEGRADED,

	/** Nobody answered: the caller got an exception. */
	FAILED;

	private final String tag = name().toLowerCase(Locale.ROOT).replace('_', '-');

	/**
	 * The outcome as it is spelled in metrics and metadata.
	 * @return lower case with dashes, for example {@code fell-back}
	 */
	public String tag() {
		return this.tag;
	}

}
