/**
 * What is known of a model's health: snapshot, leases, trial and statistics.
 */
@NullMarked
package dev.understudy.health;

import org.jspecify.annotations.NullMarked;
