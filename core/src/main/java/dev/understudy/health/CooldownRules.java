package dev.understudy.health;

import java.time.Duration;

/**
 * How long a failing model stands down before its trial.
 *
 * @param first the first cooldown; doubles at each failed trial
 * @param max the longest one, and the longest wait that a rate limit may ask for
 */
public record CooldownRules(Duration first, Duration max) {

	/** One minute, doubling up to ten. */
	public static final CooldownRules DEFAULT = new CooldownRules(Duration.ofSeconds(60), Duration.ofMinutes(10));

	public CooldownRules {
		Check.positive("cooldown", first);
		Check.positive("max-cooldown", max);
		if (max.compareTo(first) < 0) {
			throw Check.refuse("max-cooldown", max, "must not be shorter than the cooldown of '" + first + "'");
		}
	}

	/** The cooldown that follows one of the given length, 0 for none yet. */
	long after(long nanos) {
		if (nanos == 0) {
			return this.first.toNanos();
		}
		long longest = this.max.toNanos();
		return (nanos > longest / 2) ? longest : nanos * 2;
	}

}
