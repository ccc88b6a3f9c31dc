package dev.understudy;

import java.time.Duration;
import java.time.Instant;

import dev.understudy.failure.FailureKind;
import org.jspecify.annotations.Nullable;

/**
 * No model of a chain could answer, and no rung did.
 *
 * @param chain the chain of the call
 * @param kind why no model answered
 * @param at when
 * @param retryAfter when it makes sense to ask again, {@code null} when unknown
 */
public record ChainExhausted(String chain, FailureKind kind, Instant at, @Nullable Duration retryAfter) {
}
