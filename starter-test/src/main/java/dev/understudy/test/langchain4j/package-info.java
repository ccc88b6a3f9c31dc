/**
 * Scripted models as clients of LangChain4j, and assertions about its answers.
 */
@NullMarked
package dev.understudy.test.langchain4j;

import org.jspecify.annotations.NullMarked;
