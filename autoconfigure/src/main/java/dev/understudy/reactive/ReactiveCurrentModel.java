package dev.understudy.reactive;

import java.util.Optional;

import dev.understudy.CurrentModel;
import dev.understudy.Model;
import dev.understudy.Usage;
import reactor.util.context.ContextView;

/**
 * The model of the attempt that a Reactor context belongs to, for operators that run on
 * whatever thread. With automatic context propagation, {@link CurrentModel} itself knows.
 */
public final class ReactiveCurrentModel {

	private ReactiveCurrentModel() {
	}

	/**
	 * The model of the attempt.
	 * @param context the context of an operator of the attempt
	 * @return the model, or empty outside an attempt
	 */
	public static Optional<Model> find(ContextView context) {
		return running(context).map(CurrentModel.Running::model);
	}

	/**
	 * Adds tokens to what the attempt has used. Does nothing outside an attempt.
	 * @param context the context of an operator of the attempt
	 * @param inputTokens tokens sent, zero or more
	 * @param outputTokens tokens received, zero or more
	 */
	public static void usage(ContextView context, long inputTokens, long outputTokens) {
		running(context).ifPresent((running) -> running.used(new Usage(inputTokens, outputTokens)));
	}

	private static Optional<CurrentModel.Running> running(ContextView context) {
		return context.getOrEmpty(CurrentModel.class);
	}

}
