/**
 * {@code Mono} and {@code Flux} through a chain.
 */
@NullMarked
package dev.understudy.reactive;

import org.jspecify.annotations.NullMarked;
