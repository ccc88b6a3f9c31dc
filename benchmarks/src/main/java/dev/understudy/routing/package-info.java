/**
 * What benchmarks reach of the engine from within its package.
 */
@NullMarked
package dev.understudy.routing;

import org.jspecify.annotations.NullMarked;
