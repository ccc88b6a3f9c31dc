/**
 * What a model may use up: limits, their periods, and the stores that count.
 */
@NullMarked
package dev.understudy.limit;

import org.jspecify.annotations.NullMarked;
