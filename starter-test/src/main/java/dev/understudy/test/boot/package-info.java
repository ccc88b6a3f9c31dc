/**
 * Puts scripted models and the virtual clock into the contexts of tests.
 */
@NullMarked
package dev.understudy.test.boot;

import org.jspecify.annotations.NullMarked;
