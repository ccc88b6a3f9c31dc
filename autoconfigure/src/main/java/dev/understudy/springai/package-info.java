/**
 * Chains of models as Spring AI's {@code ChatModel}.
 */
@NullMarked
package dev.understudy.springai;

import org.jspecify.annotations.NullMarked;
