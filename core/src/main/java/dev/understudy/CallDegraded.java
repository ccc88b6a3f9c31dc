package dev.understudy;

import java.time.Instant;

import dev.understudy.failure.FailureKind;

/**
 * A call was answered by no model but by a rung.
 *
 * @param chain the chain of the call
 * @param kind why no model answered
 * @param rung what answered: {@code method}, {@code text} or {@code last-good}
 * @param at when
 */
public record CallDegraded(String chain, FailureKind kind, String rung, Instant at) {
}
