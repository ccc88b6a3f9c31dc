/**
 * Stands in for the providers, and fails on request.
 */
@NullMarked
package dev.understudy.sample.simulator;

import org.jspecify.annotations.NullMarked;
