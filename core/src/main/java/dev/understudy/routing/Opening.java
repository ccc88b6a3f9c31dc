package dev.understudy.routing;

import dev.understudy.health.Lease;

/**
 * A call that has taken its first model, in the order written.
 *
 * @param index the model's place
 * @param lease the right to try it
 * @param passedOver whether a model before it was on standby or full
 * @param now when the call began, and its attempt with it
 */
record Opening(int index, Lease lease, boolean passedOver, long now) {
}
