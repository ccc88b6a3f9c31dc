package dev.understudy.langchain4j;

import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

import dev.langchain4j.model.chat.Capability;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.ChatRequestOptions;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.understudy.CurrentModel;
import dev.understudy.Model;
import dev.understudy.ModelCallException;
import dev.understudy.failure.ClientTrust;
import dev.understudy.routing.CallSpec;
import dev.understudy.routing.Understudy;
import org.jspecify.annotations.Nullable;

/**
 * A chain as a {@code ChatModel}: each call is answered by the first of the chain's
 * models that can, or by a rung of the chain. {@link ChatAttributes} names what an answer
 * tells.
 * <p>
 * While an attempt runs, in a {@link dev.understudy.ModelFallback} method or a call of
 * the {@link dev.understudy.ModelRouter}, calls go straight to the current model. A
 * request that brings the results of tools begins with the model that has called them.
 * Thread-safe.
 */
public final class RoutingChatModel implements ChatModel {

	private final String chain;

	private final Understudy understudy;

	private final ModelClients<ChatModel> clients;

	private final Supplier<@Nullable String> asker;

	private final CallSpec spec;

	private final Marks marks;

	/**
	 * Makes a chat model of a chain.
	 * @param chain the chain, looked up at each call
	 * @param understudy the engine
	 * @param clients knows the client of each model
	 * @param asker names whoever asks, to tell last good answers apart; {@code null} for
	 * nobody that is known
	 */
	public RoutingChatModel(String chain, Understudy understudy, ModelClients<ChatModel> clients,
			Supplier<@Nullable String> asker) {
		this.chain = chain;
		this.understudy = understudy;
		this.clients = clients;
		this.asker = asker;
		this.spec = CallSpec.chain(chain).withRungs(List.of(), true).withTrust(ClientTrust.EVERYTHING).withReport();
		this.marks = new Marks(chain);
	}

	/**
	 * The chain whose models answer.
	 * @return its name
	 */
	public String chain() {
		return this.chain;
	}

	@Override
	public ChatResponse chat(ChatRequest request, ChatRequestOptions options) {
		CurrentModel.Running running = CurrentModel.current();
		if (running != null) {
			ChatResponse response = attempt(request, options, running.model());
			ChatUsage.of(response).ifPresent(running::used);
			return Marks.direct(response, running.model());
		}
		CallSpec calling = ToolLoop.model(request.messages()).map(this.spec::withFirst).orElse(this.spec);
		RequestQuestion question = new RequestQuestion(this.chain, request, this.asker.get());
		try {
			return this.marks.of(this.understudy.syncCalls()
				.<Object>route(calling, question, (model) -> attempt(request, options, model)));
		}
		catch (Exception ex) {
			throw ModelCallException.unchecked(ex);
		}
	}

	/**
	 * What every model of the chain can do.
	 * @return nothing that only some of them can
	 */
	@Override
	public Set<Capability> supportedCapabilities() {
		return ChainCapabilities.of(this.understudy, this.chain,
				(model) -> this.clients.of(model).supportedCapabilities());
	}

	private ChatResponse attempt(ChatRequest request, ChatRequestOptions options, Model model) {
		ChatModel client = this.clients.of(model);
		ChatRequest own = AttemptParameters.of(request, client.defaultRequestParameters(), model);
		return Answers.require(client.chat(own, options), model.id());
	}

}
