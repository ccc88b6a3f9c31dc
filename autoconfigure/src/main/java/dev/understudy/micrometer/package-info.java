/**
 * What happens to calls and models, in Micrometer's meters.
 */
@NullMarked
package dev.understudy.micrometer;

import org.jspecify.annotations.NullMarked;
