package dev.understudy.langchain4j;

import dev.understudy.Model;

/**
 * Knows which client talks to a model.
 *
 * @param <C> {@code ChatModel} or {@code StreamingChatModel}
 */
@FunctionalInterface
public interface ModelClients<C> {

	/**
	 * The client of a model.
	 * @param model the model
	 * @return a client that is no routing model
	 * @throws IllegalStateException when the model has none
	 */
	C of(Model model);

}
