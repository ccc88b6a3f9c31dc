/**
 * Chains as chat models of LangChain4j.
 */
@NullMarked
package dev.understudy.langchain4j;

import org.jspecify.annotations.NullMarked;
