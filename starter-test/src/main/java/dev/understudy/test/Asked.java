package dev.understudy.test;

import java.time.Instant;

/**
 * A question that a scripted model was asked.
 *
 * @param modelId the model
 * @param question the prompt's last user message, or the first text argument of a method
 * that was not run; empty where there is none
 * @param request all that was asked: the {@code Prompt} of Spring AI, the
 * {@code ChatRequest} of LangChain4j, the list of a method's arguments, or the question
 * @param at when, by the {@link VirtualClock}
 */
public record Asked(String modelId, String question, Object request, Instant at) {

}
