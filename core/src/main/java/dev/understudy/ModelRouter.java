package dev.understudy;

import java.time.Duration;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

/**
 * Takes a call through a chain of models: what {@link ModelFallback} does for a method,
 * for code.
 * <p>
 * Thread-safe. A failure that does not fall back (a caller's mistake, say) reaches the
 * caller as the very exception that was thrown; a checked one is wrapped in
 * {@link ModelCallException}. When no model could answer and nothing degrades, every
 * method throws {@link ChainExhaustedException}.
 */
public interface ModelRouter {

	/**
	 * Calls the models of a chain until one answers.
	 * @param <T> the answer's type
	 * @param chain the chain's name
	 * @param call what to do with a model
	 * @return the answer
	 * @throws UnknownNameException when there is no such chain
	 * @throws ChainExhaustedException when no model could answer
	 */
	<T extends @Nullable Object> T call(String chain, ModelCall<T> call);

	/**
	 * Calls the models of a chain until one answers, and tells who did.
	 * @param <T> the answer's type
	 * @param chain the chain's name
	 * @param call what to do with a model
	 * @return the answer with its history
	 * @throws UnknownNameException when there is no such chain
	 * @throws ChainExhaustedException when no model could answer
	 */
	<T extends @Nullable Object> Routed<T> route(String chain, ModelCall<T> call);

	/**
	 * Begins a request through a chain.
	 * @param name the chain's name
	 * @return a request to be refined and then sent
	 * @throws UnknownNameException when there is no such chain
	 */
	Request chain(String name);

	/**
	 * Begins a request through a chain made up for this request: the given models in this
	 * order, with the default policy.
	 * @param ids ids of configured models, at least one, none twice
	 * @return a request to be refined and then sent
	 * @throws UnknownNameException when there is no such model
	 */
	Request models(String... ids);

	/**
	 * One request on its way. Immutable: each refinement answers a new request, so one
	 * can be kept and sent many times, from many threads.
	 */
	interface Request {

		/**
		 * Keeps equal keys on the same model while that model can serve. The key is also
		 * what "the same question" means to a rung that repeats the last good answer.
		 * @param key anything with a stable {@code hashCode}
		 * @return a new request
		 */
		Request key(Object key);

		/**
		 * Only models that declare all these capabilities may serve.
		 * @param capabilities the capabilities, added to those already required
		 * @return a new request
		 */
		Request requires(String... capabilities);

		/**
		 * Bounds the whole call: attempts, waits and all.
		 * @param deadline greater than zero
		 * @return a new request
		 */
		Request deadline(Duration deadline);

		/**
		 * Says what an answer is, so that the chain's own rungs can give one. Without it
		 * the chain's rungs are left out.
		 * @param type the answer's type
		 * @return a new request
		 */
		Request answers(Class<?> type);

		/**
		 * Calls models until one answers.
		 * @param <T> the answer's type
		 * @param call what to do with a model
		 * @return the answer
		 * @throws ChainExhaustedException when no model could answer
		 */
		<T extends @Nullable Object> T call(ModelCall<T> call);

		/**
		 * Calls models until one answers, and tells who did.
		 * @param <T> the answer's type
		 * @param call what to do with a model
		 * @return the answer with its history
		 * @throws ChainExhaustedException when no model could answer
		 */
		<T extends @Nullable Object> Routed<T> route(ModelCall<T> call);

		/**
		 * Calls models until the stage of one completes normally. A call that throws and
		 * a stage that fails are the same failure. Never throws for a failure: the
		 * returned stage completes with it, with a checked one that does not fall back in
		 * a {@link ModelCallException}. Cancelling the returned stage (through
		 * {@link CompletionStage#toCompletableFuture()}) cancels the running attempt.
		 * @param <T> the answer's type
		 * @param call what to do with a model
		 * @return a stage of the answer with its history
		 */
		<T extends @Nullable Object> CompletionStage<Routed<T>> routeAsync(
				ModelCall<? extends CompletionStage<T>> call);

	}

}
