package dev.understudy;

import java.time.Instant;

/**
 * A model may be used again.
 *
 * @param model the model's id
 * @param at when it was noticed
 */
public record ModelRecovered(String model, Instant at) {
}
