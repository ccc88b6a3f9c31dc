/**
 * The application's endpoints, with {@code ModelRouter} in a controller.
 */
@NullMarked
package dev.understudy.sample.chat;

import org.jspecify.annotations.NullMarked;
