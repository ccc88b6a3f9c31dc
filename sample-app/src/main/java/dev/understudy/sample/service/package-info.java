/**
 * Annotated services: each shows one thing, and all talk through {@code ChatClient}.
 */
@NullMarked
package dev.understudy.sample.service;

import org.jspecify.annotations.NullMarked;
