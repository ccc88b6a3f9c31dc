package dev.understudy.langchain4j;

import java.util.function.Supplier;

import dev.langchain4j.model.chat.ChatModel;
import dev.understudy.routing.Understudy;
import org.jspecify.annotations.Nullable;

/**
 * Makes the chat models of chains.
 */
public final class RoutingChatModels {

	private final Understudy understudy;

	private final ModelClients<ChatModel> clients;

	private final Supplier<@Nullable String> asker;

	/**
	 * Makes chat models that share an engine and clients.
	 * @param understudy the engine
	 * @param clients knows the client of each model
	 * @param asker names whoever asks, {@code null} for nobody that is known
	 */
	public RoutingChatModels(Understudy understudy, ModelClients<ChatModel> clients, Supplier<@Nullable String> asker) {
		this.understudy = understudy;
		this.clients = clients;
		this.asker = asker;
	}

	/**
	 * The chat model of a chain.
	 * @param name the chain's name
	 * @return a new chat model
	 */
	public RoutingChatModel chain(String name) {
		return new RoutingChatModel(name, this.understudy, this.clients, this.asker);
	}

}
