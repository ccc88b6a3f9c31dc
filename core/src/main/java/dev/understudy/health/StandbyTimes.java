package dev.understudy.health;

import java.time.Duration;

/**
 * How long a model stands down for what its provider said, where the provider names no
 * time itself.
 *
 * @param unavailable after {@code UNAVAILABLE}; the provider's own time can only be
 * longer
 * @param rateLimited after {@code RATE_LIMIT}
 * @param quotaExhausted after {@code QUOTA_EXHAUSTED}
 * @param authFailed after {@code AUTH_ERROR}
 * @param modelNotFound after {@code MODEL_NOT_FOUND}
 */
public record StandbyTimes(Duration unavailable, Duration rateLimited, Duration quotaExhausted, Duration authFailed,
		Duration modelNotFound) {

	/** 30 s, 30 s, one hour, ten minutes, ten minutes. */
	public static final StandbyTimes DEFAULT = new StandbyTimes(Duration.ofSeconds(30), Duration.ofSeconds(30),
			Duration.ofHours(1), Duration.ofMinutes(10), Duration.ofMinutes(10));

	public StandbyTimes {
		Check.positive("unavailable-for", unavailable);
		Check.positive("rate-limited-for", rateLimited);
		Check.positive("quota-exhausted-for", quotaExhausted);
		Check.positive("auth-failed-for", authFailed);
		Check.positive("model-not-found-for", modelNotFound);
	}

}
