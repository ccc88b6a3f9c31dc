package dev.understudy.reactive;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.RejectedExecutionException;

import dev.understudy.CurrentModel;
import dev.understudy.Model;
import dev.understudy.ModelCall;
import dev.understudy.Routed;
import dev.understudy.failure.InvalidResponseException;
import dev.understudy.routing.CallSpec;
import dev.understudy.routing.ContextCarrier;
import dev.understudy.routing.Question;
import dev.understudy.routing.Spotlight;
import dev.understudy.routing.Understudy;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.Exceptions;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/**
 * Drives calls whose models answer with publishers, without ever blocking a thread.
 * <p>
 * Nothing happens before a subscription, and each subscription is a call of its own. A
 * throw of the work and an error signal are the same failure. Cancelling cancels the
 * attempt, on a thread that may wait for it, and says nothing about its model. The
 * Reactor context of the caller reaches each attempt; the {@link ReactiveCurrentModel
 * current model} is added to it, and what whoever observes the call wants to be there.
 */
public final class ReactiveCalls {

	private final Understudy understudy;

	private final ContextCarrier carrier;

	private final Scheduler scheduler;

	private final Scheduler cancelling;

	/**
	 * Drives calls of an engine.
	 * @param understudy the engine
	 * @param carrier what brings the context of the subscribing thread to attempts that
	 * begin on another thread
	 */
	public ReactiveCalls(Understudy understudy, ContextCarrier carrier) {
		this(understudy, carrier, Schedulers.parallel());
	}

	ReactiveCalls(Understudy understudy, ContextCarrier carrier, Scheduler scheduler) {
		this.understudy = understudy;
		this.carrier = carrier;
		this.scheduler = scheduler;
		this.cancelling = Schedulers.fromExecutor((task) -> apart(understudy.threads(), task));
	}

	/**
	 * A call that one value answers. An empty {@code Mono} is an answer: its value is
	 * {@code null}, so {@code mapNotNull(Routed::value)} is empty again.
	 * @param <T> the answer's type
	 * @param spec how it is to be made
	 * @param question what it asks
	 * @param work what to do with a model
	 * @return the answer with its history
	 */
	public <T> Mono<Routed<@Nullable T>> mono(CallSpec spec, Question question, ModelCall<? extends Mono<T>> work) {
		return !this.understudy.isObserved() ? mono(spec, question, work, Spotlight.OFF)
				: Mono.deferContextual((caller) -> mono(spec, question, work, spotlight(caller)));
	}

	private <T> Mono<Routed<@Nullable T>> mono(CallSpec spec, Question question, ModelCall<? extends Mono<T>> work,
			Spotlight spotlight) {
		return Mono
			.deferContextual((context) -> Mono.fromFuture(this.understudy.asyncCalls()
				.<@Nullable T>route(spec, question, spotlight, (model) -> future(model, work, context, spotlight))))
			.contextCapture();
	}

	/**
	 * A call that a stream answers, whose elements are read as
	 * {@link PieceReader#plain()} does.
	 * @param <T> the elements
	 * @param spec how it is to be made
	 * @param question what it asks
	 * @param work what to do with a model
	 * @return the stream of one model, or what a rung answers
	 */
	public <T> Flux<T> flux(CallSpec spec, Question question, ModelCall<? extends Publisher<? extends T>> work) {
		return flux(spec, question, work, PieceReader.plain());
	}

	/**
	 * A call that a stream answers.
	 * <p>
	 * It begins when the first element is asked for. Elements before the first content
	 * are held back, and so is the whole answer where the chain commits to complete ones;
	 * until then a failure falls back, and nothing of the failed attempt reaches the
	 * caller. After it the stream ends with a
	 * {@link dev.understudy.PartialAnswerException}, whose text is that of the first
	 * million characters. More than a million elements held back, and no element at all,
	 * are an invalid response. The model is not timed while the caller asks for nothing.
	 * @param <T> the elements
	 * @param spec how it is to be made
	 * @param question what it asks
	 * @param work what to do with a model
	 * @param reader reads the elements
	 * @return the stream of one model, or what a rung answers
	 */
	public <T> Flux<T> flux(CallSpec spec, Question question, ModelCall<? extends Publisher<? extends T>> work,
			PieceReader<? super T> reader) {
		return flux(spec, question, work, reader, StreamEditor.none());
	}

	/**
	 * A call that a stream answers, whose elements are marked on their way to the caller.
	 * @param <T> the elements
	 * @param spec how it is to be made
	 * @param question what it asks
	 * @param work what to do with a model
	 * @param reader reads the elements, before they are marked
	 * @param editor marks the elements
	 * @return the stream of one model, or what a rung answers
	 */
	public <T> Flux<T> flux(CallSpec spec, Question question, ModelCall<? extends Publisher<? extends T>> work,
			PieceReader<? super T> reader, StreamEditor<T> editor) {
		return !this.understudy.isObserved() ? flux(spec, question, work, reader, editor, Spotlight.OFF)
				: Flux.deferContextual((caller) -> flux(spec, question, work, reader, editor, spotlight(caller)));
	}

	private <T> Flux<T> flux(CallSpec spec, Question question, ModelCall<? extends Publisher<? extends T>> work,
			PieceReader<? super T> reader, StreamEditor<T> editor, Spotlight spotlight) {
		return Flux
			.<T>from(new RoutedStream<>(this.understudy, this.scheduler, this.cancelling, this.carrier, spec, question,
					work, reader, editor, spotlight))
			.contextCapture();
	}

	/** For one subscription, whose own context goes before what its thread adds to it. */
	private Spotlight spotlight(ContextView caller) {
		return this.understudy.spotlight((key) -> caller.getOrDefault(key, null));
	}

	/**
	 * Where the streams of models are cancelled: some clients block whoever does it until
	 * the next line of the provider has come. For integrations that call a model
	 * themselves.
	 * @return a scheduler of threads that may wait
	 */
	public Scheduler cancelling() {
		return this.cancelling;
	}

	private <T> CompletableFuture<@Nullable T> future(Model model, ModelCall<? extends Mono<T>> work,
			ContextView context, Spotlight spotlight) throws Exception {
		CurrentModel.Running running = CurrentModel.current();
		Mono<T> mono = call(model, work);
		Context of = Context.of(context).putAllMap(spotlight.context());
		return mono.contextWrite((running != null) ? of.put(CurrentModel.class, running) : of)
			.cancelOn(this.cancelling)
			.toFuture();
	}

	/** Even when the engine is closed or out of threads: what runs has to end. */
	private static void apart(Executor threads, Runnable task) {
		try {
			threads.execute(task);
		}
		catch (RejectedExecutionException | OutOfMemoryError ex) {
			ForkJoinPool.commonPool().execute(task);
		}
	}

	/** Calls the model, and unwraps what Reactor has wrapped. */
	static <P> P call(Model model, ModelCall<? extends P> work) throws Exception {
		P publisher;
		try {
			publisher = work.call(model);
		}
		catch (RuntimeException ex) {
			throw (Exceptions.unwrap(ex) instanceof Exception exception) ? exception : ex;
		}
		if (publisher == null) {
			throw new InvalidResponseException("The call of model '" + model.id() + "' returned no publisher");
		}
		return publisher;
	}

}
