package dev.understudy.health;

import java.time.Duration;
import java.util.Optional;

import dev.understudy.StandbyReason;
import dev.understudy.failure.Failure;
import org.jspecify.annotations.Nullable;

/**
 * How long a model stands down for what its provider said.
 *
 * @param reason the reason
 * @param length how long
 */
record ProviderStandby(StandbyReason reason, Duration length) {

	/**
	 * The standby that follows from a failure; empty where the provider asked for none. A
	 * kind without a reason of its own makes the model unavailable.
	 */
	static Optional<ProviderStandby> of(Failure failure, HealthRules rules) {
		StandbyTimes times = rules.standby();
		Duration asked = failure.retryAfter();
		return switch (failure.kind()) {
			case RATE_LIMIT ->
				of(StandbyReason.RATE_LIMITED, shorter(or(asked, times.rateLimited()), rules.cooldown().max()));
			case QUOTA_EXHAUSTED -> of(StandbyReason.QUOTA_EXHAUSTED, or(asked, times.quotaExhausted()));
			case AUTH_ERROR -> of(StandbyReason.AUTH_FAILED, times.authFailed());
			case MODEL_NOT_FOUND -> of(StandbyReason.MODEL_NOT_FOUND, times.modelNotFound());
			default -> of(StandbyReason.UNAVAILABLE, longer(times.unavailable(), or(asked, times.unavailable())));
		};
	}

	private static Optional<ProviderStandby> of(StandbyReason reason, Duration length) {
		return length.isZero() ? Optional.empty() : Optional.of(new ProviderStandby(reason, length));
	}

	private static Duration or(@Nullable Duration asked, Duration usual) {
		return (asked != null) ? asked : usual;
	}

	private static Duration shorter(Duration one, Duration other) {
		return (one.compareTo(other) < 0) ? one : other;
	}

	private static Duration longer(Duration one, Duration other) {
		return (one.compareTo(other) > 0) ? one : other;
	}

}
