/**
 * What holds for every endpoint: who may call it, and what is told of mistakes.
 */
@NullMarked
package dev.understudy.sample.web;

import org.jspecify.annotations.NullMarked;
