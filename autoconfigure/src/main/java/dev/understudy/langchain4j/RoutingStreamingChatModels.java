package dev.understudy.langchain4j;

import java.util.function.Supplier;

import dev.langchain4j.model.chat.StreamingChatModel;
import dev.understudy.routing.Understudy;
import org.jspecify.annotations.Nullable;

/**
 * Makes the streaming chat models of chains.
 */
public final class RoutingStreamingChatModels {

	private final Understudy understudy;

	private final ModelClients<StreamingChatModel> clients;

	private final Supplier<@Nullable String> asker;

	/**
	 * Makes streaming chat models that share an engine and clients.
	 * @param understudy the engine
	 * @param clients knows the client of each model
	 * @param asker names whoever asks, {@code null} for nobody that is known
	 */
	public RoutingStreamingChatModels(Understudy understudy, ModelClients<StreamingChatModel> clients,
			Supplier<@Nullable String> asker) {
		this.understudy = understudy;
		this.clients = clients;
		this.asker = asker;
	}

	/**
	 * The streaming chat model of a chain.
	 * @param name the chain's name
	 * @return a new streaming chat model
	 */
	public RoutingStreamingChatModel chain(String name) {
		return new RoutingStreamingChatModel(name, this.understudy, this.clients, this.asker);
	}

}
