/**
 * What happens to calls and models, in Micrometer's meters and observations.
 */
@NullMarked
package dev.understudy.micrometer;

import org.jspecify.annotations.NullMarked;
