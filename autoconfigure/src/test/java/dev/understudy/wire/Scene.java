package dev.understudy.wire;

import java.time.Duration;
import java.time.Instant;

/**
 * What is played for one request.
 */
record Scene(Fault fault, Answer answer, Pace pace, Duration retryAfter, Instant now) {
}
