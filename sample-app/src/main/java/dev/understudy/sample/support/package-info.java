/**
 * Annotated services.
 */
@NullMarked
package dev.understudy.sample.support;

import org.jspecify.annotations.NullMarked;
