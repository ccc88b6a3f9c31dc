/**
 * State and counters that instances share in Redis.
 */
@NullMarked
package dev.understudy.redis;

import org.jspecify.annotations.NullMarked;
