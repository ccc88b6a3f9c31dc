package dev.understudy;

import java.time.Instant;

import dev.understudy.failure.FailureKind;

/**
 * A call went on to another model.
 *
 * @param chain the chain of the call
 * @param from id of the model that failed
 * @param to id of the model that is tried next
 * @param kind why the first one failed
 * @param at when
 */
public record CallFellBack(String chain, String from, String to, FailureKind kind, Instant at) {
}
