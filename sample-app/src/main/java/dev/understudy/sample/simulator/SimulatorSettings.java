package dev.understudy.sample.simulator;

import java.time.Duration;
import java.util.Map;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the simulator behaves, from {@code simulator} in the configuration.
 *
 * @param enabled whether there is one
 * @param port where it listens, on this machine alone; 0 for a free port
 * @param pace how fast a model talks, by its id
 * @param slowFor how long the first word of a slow model takes
 * @param retryAfter what a provider that limits its rate asks for
 * @param flapEvery how long a flapping model is down, and then well
 * @param hangFor how long a connection stays open on which nothing comes
 */
record SimulatorSettings(@DefaultValue("true") boolean enabled, @DefaultValue("0") int port,
		@DefaultValue Map<String, Pace> pace, @DefaultValue("10s") Duration slowFor,
		@DefaultValue("5s") Duration retryAfter, @DefaultValue("6s") Duration flapEvery,
		@DefaultValue("2m") Duration hangFor) {

	Pace pace(String model) {
		return this.pace.getOrDefault(model, Pace.USUAL);
	}

	/**
	 * How fast a model talks.
	 *
	 * @param firstToken how long it thinks before its first word
	 * @param tokensPerSecond how many words follow in a second; 0 for all at once
	 */
	public record Pace(@DefaultValue("300ms") Duration firstToken, @DefaultValue("60") double tokensPerSecond) {

		static final Pace USUAL = new Pace(Duration.ofMillis(300), 60);

		/** The time from one word to the next. */
		Duration between() {
			return (this.tokensPerSecond > 0) ? Duration.ofNanos((long) (1e9 / this.tokensPerSecond)) : Duration.ZERO;
		}

	}

}
