/**
 * What a newcomer starts first: an application whose models fail on request.
 */
@NullMarked
package dev.understudy.sample;

import org.jspecify.annotations.NullMarked;
