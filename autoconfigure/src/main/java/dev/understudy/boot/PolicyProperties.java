package dev.understudy.boot;

import java.time.Duration;
import java.util.Set;

import dev.understudy.failure.FailureKind;
import dev.understudy.routing.WhenUnavailable;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How a chain uses its models, below {@code understudy.defaults} for every chain.
 *
 * @param strategy order in which models are tried: a built-in strategy or the name of a
 * SelectionStrategy bean
 * @param adaptive whether the weights of a weighted chain follow observed success rates
 * @param timeout bound of one attempt, 0 for none
 * @param deadline bound of the whole call with all attempts and waits, 0 for none
 * @param retry how the same model is tried again before the next one
 * @param fallbackOn kinds of failure after which the next model is tried
 * @param whenUnavailable what to do when every model is on standby
 * @param stream how answers that come piece by piece are treated
 */
public record PolicyProperties(@Nullable String strategy, @Nullable Boolean adaptive, @Nullable Duration timeout,
		@Nullable Duration deadline, @NestedConfigurationProperty @DefaultValue RetryProperties retry,
		@Nullable Set<FailureKind> fallbackOn, @Nullable WhenUnavailable whenUnavailable,
		@NestedConfigurationProperty @DefaultValue StreamProperties stream) {

}
