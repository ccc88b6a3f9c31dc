package dev.understudy.routing;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.UnaryOperator;

import dev.understudy.ModelCall;
import dev.understudy.Routed;
import org.jspecify.annotations.Nullable;

/**
 * Drives calls whose models answer later, without ever blocking a thread.
 */
public final class AsyncCalls {

	private final Engine engine;

	private final Timer timer;

	private final Executor threads;

	private final ContextCarrier context;

	AsyncCalls(Engine engine, Timer timer, Executor threads, ContextCarrier context) {
		this.engine = engine;
		this.timer = timer;
		this.threads = threads;
		this.context = context;
	}

	/**
	 * Takes a call through its chain. A throw of the work and a failed stage are the same
	 * failure. Cancelling the future cancels the running attempt.
	 * @param <T> the answer's type
	 * @param spec how it is to be made
	 * @param question what it asks
	 * @param work what to do with a model
	 * @return a future of the answer with its history
	 */
	public <T extends @Nullable Object> CompletableFuture<Routed<T>> route(CallSpec spec, Question question,
			ModelCall<? extends CompletionStage<T>> work) {
		return route(spec, question, this.engine.spotlights().here(), work);
	}

	/**
	 * Takes a call through its chain that was made where its spotlight was.
	 * @param <T> the answer's type
	 * @param spec how it is to be made
	 * @param question what it asks
	 * @param spotlight what follows it for whoever observes
	 * @param work what to do with a model
	 * @return a future of the answer with its history
	 * @see #route(CallSpec, Question, ModelCall)
	 */
	public <T extends @Nullable Object> CompletableFuture<Routed<T>> route(CallSpec spec, Question question,
			Spotlight spotlight, ModelCall<? extends CompletionStage<T>> work) {
		return route(spec, question, spotlight, work, UnaryOperator.identity());
	}

	/** The same for a caller who gets failures in a form of its own. */
	<T extends @Nullable Object> CompletableFuture<Routed<T>> route(CallSpec spec, Question question,
			ModelCall<? extends CompletionStage<T>> work, UnaryOperator<Throwable> told) {
		return route(spec, question, this.engine.spotlights().here(), work, told);
	}

	private <T extends @Nullable Object> CompletableFuture<Routed<T>> route(CallSpec spec, Question question,
			Spotlight spotlight, ModelCall<? extends CompletionStage<T>> work, UnaryOperator<Throwable> told) {
		Call call = new Call(this.engine, spec.withReport(), question, spotlight);
		return new AsyncRun<T>(call, spotlight.around(work), this.timer, this.threads, this.context.pack(),
				this.context.rooted(), told)
			.start();
	}

}
