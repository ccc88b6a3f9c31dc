package dev.understudy;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * A model went on standby, for a first or for one more reason.
 *
 * @param model the model's id
 * @param reason the reason that was added
 * @param at when
 * @param until when the reason ends, {@code null} when only somebody's hand ends it
 */
public record ModelStoodDown(String model, StandbyReason reason, Instant at, @Nullable Instant until) {
}
