package dev.understudy.springai;

import java.util.List;
import java.util.function.Supplier;

import dev.understudy.routing.CallSpec;
import dev.understudy.routing.Repertoire;
import dev.understudy.routing.Understudy;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.model.ChatModel;

/**
 * Makes the chat models of chains.
 */
public final class RoutingChatModels implements ChatModels {

	private final Understudy understudy;

	private final ModelClients clients;

	private final Supplier<@Nullable String> asker;

	/**
	 * Makes chat models that share an engine and clients.
	 * @param understudy the engine
	 * @param clients knows the client of each model
	 * @param asker names whoever asks, {@code null} for nobody that is known
	 */
	public RoutingChatModels(Understudy understudy, ModelClients clients, Supplier<@Nullable String> asker) {
		this.understudy = understudy;
		this.clients = clients;
		this.asker = asker;
	}

	@Override
	public ChatModel chain(String name) {
		this.understudy.router().chain(name);
		return routing(name);
	}

	@Override
	public ChatModel models(String... ids) {
		this.understudy.router().models(ids);
		List<String> models = List.of(ids);
		return new RoutingChatModel(Repertoire.AD_HOC, Repertoire.AD_HOC + models, CallSpec.models(models),
				this.understudy, this.clients, this.asker);
	}

	/**
	 * The chat model of a chain that may be in force or not.
	 * @param chain the chain's name, looked up at each call
	 * @return a new chat model
	 */
	public RoutingChatModel routing(String chain) {
		return new RoutingChatModel(chain, this.understudy, this.clients, this.asker);
	}

}
