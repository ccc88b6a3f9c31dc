package dev.understudy.routing;

import java.util.concurrent.RejectedExecutionException;

/**
 * Says that an attempt could not even begin, which is nothing that a model has done.
 */
final class AttemptRefusedException extends RejectedExecutionException {

	private static final long serialVersionUID = 1L;

	AttemptRefusedException(String modelId, RejectedExecutionException cause) {
		super("No attempt of model '%s' can begin: the engine is closed, or its threads are used up".formatted(modelId),
				cause);
	}

}
