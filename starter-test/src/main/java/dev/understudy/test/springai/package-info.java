/**
 * Scripted models as clients of Spring AI, and assertions about its answers.
 */
@NullMarked
package dev.understudy.test.springai;

import org.jspecify.annotations.NullMarked;
