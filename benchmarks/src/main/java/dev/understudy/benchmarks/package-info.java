/**
 * What a call costs, against what a user would take instead.
 */
@NullMarked
package dev.understudy.benchmarks;

import org.jspecify.annotations.NullMarked;
