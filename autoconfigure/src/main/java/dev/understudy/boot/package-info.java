/**
 * Properties, auto-configuration and start-up checks.
 */
@NullMarked
package dev.understudy.boot;

import org.jspecify.annotations.NullMarked;
