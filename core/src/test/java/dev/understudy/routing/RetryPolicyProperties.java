package dev.understudy.routing;

import java.time.Duration;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

import static org.assertj.core.api.Assertions.assertThat;

class RetryPolicyProperties {

	@Property
	void pauseIsTheBackoffOfItsTurnGiveOrTakeTheJitter(@ForAll @IntRange(min = 1, max = 30) int attempts,
			@ForAll @LongRange(min = 0, max = 5_000) long backoff, @ForAll @DoubleRange(min = 1, max = 4) double factor,
			@ForAll @LongRange(min = 0, max = 60_000) long longest,
			@ForAll @DoubleRange(min = 0, max = 1) double jitter,
			@ForAll @DoubleRange(min = 0, max = 0.99) double random) {
		RetryPolicy policy = new RetryPolicy(9, Duration.ofMillis(backoff), factor, Duration.ofMillis(longest), jitter,
				Duration.ZERO);
		double exact = backoff * 1e6;
		for (int i = 1; i < attempts; i++) {
			exact = Math.min(exact * factor, 1e15);
		}
		exact = Math.min(exact, longest * 1e6);
		double slack = 1 + exact * 1e-9;
		long pause = policy.pause(attempts, random);
		assertThat((double) pause).isBetween(exact * (1 - jitter) - slack,
				Math.min(longest * 1e6, exact * (1 + jitter) + slack));
	}

	@Property
	void jitterSpreadsThePausesAlsoAtTheLongest(@ForAll @IntRange(min = 1, max = 1000) int attempts) {
		RetryPolicy policy = new RetryPolicy(9, Duration.ofSeconds(1), 2, Duration.ofSeconds(1), 0.5, Duration.ZERO);
		assertThat(policy.pause(attempts, 0)).isEqualTo(Duration.ofMillis(500).toNanos());
		assertThat(policy.pause(attempts, 0.25)).isEqualTo(Duration.ofMillis(750).toNanos());
		assertThat(policy.pause(attempts, 0.75)).isEqualTo(Duration.ofSeconds(1).toNanos());
	}

}
