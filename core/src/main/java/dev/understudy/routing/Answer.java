package dev.understudy.routing;

import org.jspecify.annotations.Nullable;

/**
 * What a rung answers; the value may be {@code null}.
 *
 * @param value the answer
 */
public record Answer(@Nullable Object value) {
}
