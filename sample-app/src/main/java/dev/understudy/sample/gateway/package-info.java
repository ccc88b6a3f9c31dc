/**
 * The chains for any client of OpenAI: chat completions and the list of models, over
 * HTTP.
 */
@NullMarked
package dev.understudy.sample.gateway;

import org.jspecify.annotations.NullMarked;
