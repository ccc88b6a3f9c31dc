package dev.understudy.springai;

import dev.understudy.Model;

import org.springframework.ai.chat.model.ChatModel;

/**
 * Knows which client talks to a model.
 */
@FunctionalInterface
public interface ModelClients {

	/**
	 * The client of a model.
	 * @param model the model
	 * @return a client that is no routing model
	 * @throws IllegalStateException when the model has none
	 */
	ChatModel of(Model model);

}
