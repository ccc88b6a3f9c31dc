/**
 * What went wrong when a model was called: the kinds of failure, the classifiers that
 * tell them apart, and the policy that says what follows.
 */
@NullMarked
package dev.understudy.failure;

import org.jspecify.annotations.NullMarked;
