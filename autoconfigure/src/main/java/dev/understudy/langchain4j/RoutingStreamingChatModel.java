package dev.understudy.langchain4j;

import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

import dev.langchain4j.model.chat.Capability;
import dev.langchain4j.model.chat.ChatRequestOptions;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.understudy.CurrentModel;
import dev.understudy.Model;
import dev.understudy.failure.ClientTrust;
import dev.understudy.reactive.ReactiveCalls;
import dev.understudy.routing.CallSpec;
import dev.understudy.routing.Understudy;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

/**
 * A chain as a {@code StreamingChatModel}: until the first text or tool call a failure
 * falls back unseen; after it the handler's {@code onError} gets a
 * {@link dev.understudy.PartialAnswerException}. The whole answer at the end tells what
 * {@link ChatAttributes} names.
 * <p>
 * While an attempt runs, calls go straight to the current model. A request that brings
 * the results of tools begins with the model that has called them. The handle that comes
 * with each part stops the stream. Thread-safe.
 */
public final class RoutingStreamingChatModel implements StreamingChatModel {

	private final String chain;

	private final Understudy understudy;

	private final ReactiveCalls reactive;

	private final ModelClients<StreamingChatModel> clients;

	private final Supplier<@Nullable String> asker;

	private final CallSpec spec;

	private final StreamMarks marks;

	/**
	 * Makes a streaming chat model of a chain.
	 * @param chain the chain, looked up at each call
	 * @param understudy the engine
	 * @param clients knows the client of each model
	 * @param asker names whoever asks, to tell last good answers apart; {@code null} for
	 * nobody that is known
	 */
	public RoutingStreamingChatModel(String chain, Understudy understudy, ModelClients<StreamingChatModel> clients,
			Supplier<@Nullable String> asker) {
		this.chain = chain;
		this.understudy = understudy;
		this.reactive = new ReactiveCalls(understudy, understudy.context());
		this.clients = clients;
		this.asker = asker;
		this.spec = CallSpec.chain(chain).withRungs(List.of(), true).withTrust(ClientTrust.EVERYTHING).withReport();
		this.marks = new StreamMarks(new Marks(chain));
	}

	/**
	 * The chain whose models answer.
	 * @return its name
	 */
	public String chain() {
		return this.chain;
	}

	@Override
	public void chat(ChatRequest request, ChatRequestOptions options, StreamingChatResponseHandler handler) {
		CurrentModel.Running running = CurrentModel.current();
		Flux<Piece> pieces = (running != null) ? direct(request, options, running) : routed(request, options);
		pieces.subscribe(new Delivery(handler));
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

	private Flux<Piece> routed(ChatRequest request, ChatRequestOptions options) {
		CallSpec calling = ToolLoop.model(request.messages()).map(this.spec::withFirst).orElse(this.spec);
		RequestQuestion question = new RequestQuestion(this.chain, request, this.asker.get());
		return this.reactive.flux(calling, question, (model) -> pieces(request, options, model), new ChatPieces(),
				this.marks);
	}

	private Flux<Piece> direct(ChatRequest request, ChatRequestOptions options, CurrentModel.Running running) {
		return pieces(request, options, running.model()).doOnNext((piece) -> {
			if (piece instanceof Piece.Whole last) {
				ChatUsage.of(last.response()).ifPresent(running::used);
			}
		}).map((piece) -> StreamMarks.direct(piece, running.model()));
	}

	private Flux<Piece> pieces(ChatRequest request, ChatRequestOptions options, Model model) {
		StreamingChatModel client = this.clients.of(model);
		ChatRequest own = AttemptParameters.of(request, client.defaultRequestParameters(), model);
		return ClientStream.of(client, own, options, model.id());
	}

}
