package dev.understudy.boot;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Rules for the health of a model, below {@code understudy.health} for every model.
 *
 * @param window how far back calls are counted
 * @param minimumCalls calls in the window without which no rate is taken seriously
 * @param skipBelow success rate in the window, 0 to 1, below which a model stands down
 * @param consecutiveFailures failures in a row at which a model stands down
 * @param slowCall when a model stands down for being slow
 * @param cooldown how long a failing model stands down; doubles at each failed trial
 * @param maxCooldown longest cooldown
 * @param trialCalls attempts that are let through at once while in trial
 * @param closeAfter successes in trial that make a model active again
 * @param unavailableFor standby of an overloaded model, at least
 * @param rateLimitedFor standby of a rate-limited model when the provider does not say
 * @param quotaExhaustedFor standby of a model whose quota is used up when the provider
 * does not say
 * @param authFailedFor standby of a model whose provider refused the key
 * @param modelNotFoundFor standby of a model that its provider does not know
 * @param score how latency and reliability make one number
 * @param probe how models are asked whether they answer
 * @param providerWide whether an authentication or quota failure stands down every model
 * of the same client; a model for which it does not hold stands alone
 */
public record HealthProperties(@Nullable Duration window, @Nullable Integer minimumCalls, @Nullable Double skipBelow,
		@Nullable Integer consecutiveFailures, @DefaultValue SlowCall slowCall, @Nullable Duration cooldown,
		@Nullable Duration maxCooldown, @Nullable Integer trialCalls, @Nullable Integer closeAfter,
		@Nullable Duration unavailableFor, @Nullable Duration rateLimitedFor, @Nullable Duration quotaExhaustedFor,
		@Nullable Duration authFailedFor, @Nullable Duration modelNotFoundFor, @DefaultValue Score score,
		@DefaultValue Probe probe, @Nullable Boolean providerWide) {

	/**
	 * When a model stands down for being slow.
	 *
	 * @param longerThan length beyond which a call is slow, 0 to switch the rule off
	 * @param rate share of slow calls, 0 to 1, at which a model stands down
	 */
	public record SlowCall(@Nullable Duration longerThan, @Nullable Double rate) {

	}

	/**
	 * How latency and reliability make one number.
	 *
	 * @param latencyWeight weight of a low latency, 0 to 1
	 * @param reliabilityWeight weight of a high success rate, 0 to 1
	 * @param latencyCeiling latency from which on there is nothing left to lose
	 */
	public record Score(@Nullable Double latencyWeight, @Nullable Double reliabilityWeight,
			@Nullable Duration latencyCeiling) {

	}

	/**
	 * How models are asked whether they answer.
	 *
	 * @param enabled whether models are asked without a call of the application; costs
	 * money
	 * @param interval distance between two probes of a model, give or take a tenth
	 * @param timeout bound of one probe, also of those that are asked for
	 * @param prompt what a model is asked, by probes over its Spring AI or LangChain4j
	 * client
	 * @param only which models are asked: those on standby or in trial, or all
	 */
	public record Probe(@Nullable Boolean enabled, @Nullable Duration interval, @Nullable Duration timeout,
			@Nullable String prompt, @Nullable Only only) {

		/**
		 * Which models are asked.
		 */
		public enum Only {

			/** Those on standby or in trial. */
			STANDBY,

			/** All of them. */
			ALL

		}

	}

}
