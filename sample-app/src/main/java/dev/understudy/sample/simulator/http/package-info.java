/**
 * A small HTTP server that plays what it is told to: at a pace, by halves, or not at all.
 */
@NullMarked
package dev.understudy.sample.simulator.http;

import org.jspecify.annotations.NullMarked;
