package dev.understudy.springai;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

import dev.understudy.CurrentModel;
import dev.understudy.Model;
import dev.understudy.ModelCallException;
import dev.understudy.failure.ClientTrust;
import dev.understudy.reactive.ReactiveCalls;
import dev.understudy.routing.CallSpec;
import dev.understudy.routing.Understudy;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.util.context.ContextView;

import org.springframework.ai.chat.messages.Message;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.chat.prompt.Prompt;

/**
 * A chain as a {@code ChatModel}: each call is answered by the first of the chain's
 * models that can, or by a rung of the chain. {@link ChatMetadata} names what a response
 * tells.
 * <p>
 * While an attempt runs, in a {@link dev.understudy.ModelFallback} method or a call of
 * the {@link dev.understudy.ModelRouter}, calls go straight to the current model. A
 * prompt that brings the results of tools begins with the model that has called them.
 * Thread-safe.
 */
public final class RoutingChatModel implements ChatModel {

	private final String chain;

	/** What tells its questions from those of other chains. */
	private final String subject;

	private final Understudy understudy;

	private final ReactiveCalls reactive;

	private final ModelClients clients;

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
	public RoutingChatModel(String chain, Understudy understudy, ModelClients clients,
			Supplier<@Nullable String> asker) {
		this(chain, chain, CallSpec.chain(chain), understudy, clients, asker);
	}

	RoutingChatModel(String chain, String subject, CallSpec spec, Understudy understudy, ModelClients clients,
			Supplier<@Nullable String> asker) {
		this.chain = chain;
		this.subject = subject;
		this.understudy = understudy;
		this.reactive = new ReactiveCalls(understudy, understudy.context());
		this.clients = clients;
		this.asker = asker;
		this.spec = spec.withRungs(List.of(), true).withTrust(ClientTrust.EVERYTHING).withReport();
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
	public ChatOptions getOptions() {
		return RoutingChatOptions.none();
	}

	@Override
	public ChatResponse call(Prompt prompt) {
		CurrentModel.Running running = CurrentModel.current();
		if (running != null) {
			ChatResponse response = attempt(prompt, running.model());
			ChatUsage.of(response).ifPresent(running::used);
			ChatQuota.of(response).ifPresent(running::usedUp);
			return Marks.direct(response, running.model());
		}
		try {
			return this.marks.of(this.understudy.syncCalls()
				.<Object>route(spec(prompt), question(prompt), (model) -> attempt(prompt, model)));
		}
		catch (Exception ex) {
			throw ModelCallException.unchecked(ex);
		}
	}

	@Override
	public Flux<ChatResponse> stream(Prompt prompt) {
		CurrentModel.Running here = CurrentModel.current();
		PromptQuestion question = question(prompt);
		return Flux.deferContextual((context) -> running(here, context).map((running) -> direct(prompt, running))
			.orElseGet(() -> this.reactive.flux(spec(prompt), question,
					(model) -> pieces(prompt, model, CurrentModel.current()), new ChatPieces(), this.marks)));
	}

	private Flux<ChatResponse> direct(Prompt prompt, CurrentModel.Running running) {
		Model model = running.model();
		return Flux.defer(() -> {
			ChatPieces reader = new ChatPieces();
			return pieces(prompt, model, running).cancelOn(this.reactive.cancelling())
				.doOnNext(reader::isContent)
				.concatWith(Flux.defer(() -> reader.hasContent() ? Flux.empty() : Flux.error(Answers.none(model.id()))))
				.map((piece) -> Marks.direct(piece, model))
				.doOnTerminate(() -> ChatUsage.of(reader.whole("")).ifPresent(running::used));
		});
	}

	private ChatResponse attempt(Prompt prompt, Model model) {
		ChatModel client = this.clients.of(model);
		return Answers.require(client.call(prompt(prompt, model, client)), model.id());
	}

	private Flux<ChatResponse> pieces(Prompt prompt, Model model, CurrentModel.@Nullable Running running) {
		ChatModel client = this.clients.of(model);
		Flux<ChatResponse> stream = WholeStream.of(client.stream(prompt(prompt, model, client)), client, model.id());
		return (running != null) ? watched(stream, running) : stream;
	}

	/** Headers come before the first piece, and what they tell is true from then on. */
	private static Flux<ChatResponse> watched(Flux<ChatResponse> stream, CurrentModel.Running running) {
		return Flux.defer(() -> {
			AtomicBoolean told = new AtomicBoolean();
			return stream.doOnNext((piece) -> {
				if (!told.get()) {
					ChatQuota.of(piece).filter((wait) -> !told.getAndSet(true)).ifPresent(running::usedUp);
				}
			});
		});
	}

	private static Prompt prompt(Prompt prompt, Model model, ChatModel client) {
		List<Message> messages = PortableMessages.of(prompt.getInstructions(), model.id());
		return new Prompt(messages, AttemptOptions.of(client.getOptions(), prompt.getOptions(), model.name()));
	}

	private CallSpec spec(Prompt prompt) {
		return ToolLoop.model(prompt.getInstructions()).map(this.spec::withFirst).orElse(this.spec);
	}

	private PromptQuestion question(Prompt prompt) {
		return new PromptQuestion(this.subject, prompt, this.asker.get());
	}

	/**
	 * The attempt around the call, or around the subscription, on whatever thread that
	 * is.
	 */
	private static Optional<CurrentModel.Running> running(CurrentModel.@Nullable Running here, ContextView context) {
		if (here != null) {
			return Optional.of(here);
		}
		CurrentModel.Running now = CurrentModel.current();
		return (now != null) ? Optional.of(now) : context.getOrEmpty(CurrentModel.class);
	}

}
