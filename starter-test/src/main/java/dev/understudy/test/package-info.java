/**
 * For an application's own tests: models that do what a script says, a clock that moves
 * when the test says so, and assertions.
 */
@NullMarked
package dev.understudy.test;

import org.jspecify.annotations.NullMarked;
