package dev.understudy;

import java.time.Instant;

/**
 * Four fifths of a limit are used.
 *
 * @param model the model's id
 * @param limit the reason for which the model will stand down at the limit
 * @param at when
 * @param until when the limit's period ends
 */
public record LimitNearlyReached(String model, StandbyReason limit, Instant at, Instant until) {
}
