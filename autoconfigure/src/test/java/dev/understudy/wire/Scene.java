package dev.understudy.wire;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * What is played for one request.
 */
record Scene(Fault fault, Answer answer, Pace pace, Duration retryAfter, Instant now, Map<String, String> headers) {
}
