/**
 * The profile {@code live}, in which real providers answer.
 */
@NullMarked
package dev.understudy.sample.live;

import org.jspecify.annotations.NullMarked;
