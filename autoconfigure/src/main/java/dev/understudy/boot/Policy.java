package dev.understudy.boot;

import java.time.Duration;

import dev.understudy.failure.FailurePolicy;
import dev.understudy.routing.ChainSettings;
import dev.understudy.routing.RetryPolicy;
import dev.understudy.routing.SeatSettings;
import dev.understudy.routing.StreamSettings;
import dev.understudy.routing.WhenUnavailable;

/**
 * How a chain uses its models, with every layer of properties laid over the one below.
 */
record Policy(String strategy, boolean adaptive, Duration timeout, Duration deadline, RetryPolicy retry,
		FailurePolicy failures, WhenUnavailable whenUnavailable, StreamSettings streams) {

	/** What holds when nothing is configured. */
	static final Policy DEFAULT = new Policy("priority", false, SeatSettings.DEFAULT_TIMEOUT,
			ChainSettings.DEFAULT_DEADLINE, RetryPolicy.DEFAULT, FailurePolicy.DEFAULT, WhenUnavailable.FAIL,
			StreamSettings.DEFAULT);

	/** What the properties say, and this policy where they say nothing. */
	Policy with(PolicyProperties properties) {
		return new Policy(Given.or(properties.strategy(), this.strategy),
				Given.or(properties.adaptive(), this.adaptive), Given.or(properties.timeout(), this.timeout),
				Given.or(properties.deadline(), this.deadline), retry(properties.retry(), this.retry),
				failures(properties), Given.or(properties.whenUnavailable(), this.whenUnavailable),
				streams(properties.stream(), this.streams));
	}

	/** How this policy uses one model, with what its entry says. */
	SeatSettings seat(ChainProperties.Entry entry) {
		RetryProperties retry = entry.retry();
		FailurePolicy kinds = this.failures.withFallbackOn(Given.or(entry.fallbackOn(), this.failures.fallbackOn()))
			.withRetryOn(Given.or(retry.when(), this.failures.retryOn()));
		return new SeatSettings(Given.or(entry.model(), ""), entry.enabled(), entry.weight(), entry.lastResort(),
				Given.or(entry.timeout(), this.timeout), retry(retry, this.retry), kinds);
	}

	private FailurePolicy failures(PolicyProperties properties) {
		return this.failures.withFallbackOn(Given.or(properties.fallbackOn(), this.failures.fallbackOn()))
			.withRetryOn(Given.or(properties.retry().when(), this.failures.retryOn()));
	}

	private static RetryPolicy retry(RetryProperties properties, RetryPolicy below) {
		return new RetryPolicy(Given.or(properties.maxAttempts(), below.maxAttempts()),
				Given.or(properties.backoff(), below.backoff()), Given.or(properties.multiplier(), below.multiplier()),
				Given.or(properties.maxBackoff(), below.maxBackoff()), Given.or(properties.jitter(), below.jitter()),
				Given.or(properties.maxWait(), below.maxWait()));
	}

	private static StreamSettings streams(StreamProperties properties, StreamSettings below) {
		return new StreamSettings(Given.or(properties.firstTokenTimeout(), below.firstToken()),
				Given.or(properties.idleTimeout(), below.idle()), Given.or(properties.commit(), below.commit()));
	}

}
