/**
 * A provider of models to try clients against: speaks the wire formats of OpenAI,
 * Anthropic and Ollama, and fails in every way that it is told to.
 */
@NullMarked
package dev.understudy.wire;

import org.jspecify.annotations.NullMarked;
