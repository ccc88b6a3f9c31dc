package dev.understudy.sample.gateway;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.prompt.Prompt;

/**
 * What a client asks for.
 *
 * @param model a chain or a model, {@code null} when only a list is given
 * @param models the models of a chain made up for this request, empty for none
 * @param prompt messages and options
 * @param streams whether the answer is to come piece by piece
 * @param withUsage whether a stream is to end with the tokens used
 */
record CompletionRequest(@Nullable String model, List<String> models, Prompt prompt, boolean streams,
		boolean withUsage) {

	CompletionRequest {
		models = List.copyOf(models);
	}

}
