/**
 * Chains, the loop that takes a call through one, and the ladder for when no model can.
 */
@NullMarked
package dev.understudy.routing;

import org.jspecify.annotations.NullMarked;
