package dev.understudy.boot;

import java.time.Duration;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.Name;

/**
 * One model below {@code understudy.models}.
 *
 * @param provider who runs it, for example openai
 * @param name what the provider calls it; default: its id
 * @param client bean that talks to it; default: found by provider
 * @param enabled whether any chain may use it
 * @param capabilities what it is able to do, for example tools or vision
 * @param contextWindow tokens that fit; unknown when left out
 * @param price what it costs, in USD per million tokens
 * @param maxConcurrent attempts that may run at once, 0 for no bound
 * @param limits what it may use up in a period
 * @param maintenance when it is not to be used
 * @param health any key of understudy.health, for this model alone
 */
public record ModelProperties(@DefaultValue("") String provider, @Nullable String name, @Nullable String client,
		@DefaultValue("true") boolean enabled, @DefaultValue Set<String> capabilities,
		@DefaultValue("0") int contextWindow, @Nullable Price price, @DefaultValue("0") int maxConcurrent,
		@DefaultValue Limits limits, @DefaultValue List<Maintenance> maintenance,
		@DefaultValue HealthProperties health) {

	public ModelProperties {
		capabilities = Set.copyOf(capabilities);
		maintenance = List.copyOf(maintenance);
	}

	/** What it costs, as far as somebody said. */
	dev.understudy.Price effectivePrice() {
		return (this.price != null) ? new dev.understudy.Price(this.price.input(), this.price.output())
				: dev.understudy.Price.UNKNOWN;
	}

	/**
	 * What a model costs, in USD per million tokens.
	 *
	 * @param input price of a million tokens sent
	 * @param output price of a million tokens received
	 */
	public record Price(@DefaultValue("0") double input, @DefaultValue("0") double output) {

	}

	/**
	 * What a model may use up in a period.
	 *
	 * @param requests greatest number of requests
	 * @param tokens greatest number of tokens
	 * @param budget greatest cost in USD
	 */
	public record Limits(@Nullable Limit requests, @Nullable Limit tokens, @Nullable Limit budget) {

	}

	/**
	 * A bound in a period.
	 *
	 * @param max the bound
	 * @param per the period: a duration that divides a day, or week, or month
	 */
	public record Limit(@Nullable Double max, @Nullable String per) {

	}

	/**
	 * When a model is not to be used.
	 *
	 * @param cron when it begins, as a cron expression of six fields
	 * @param length how long it takes
	 * @param zone time zone of the expression
	 */
	public record Maintenance(@Nullable String cron, @Name("for") @Nullable Duration length,
			@DefaultValue("UTC") String zone) {

	}

}
