package dev.understudy.test;

import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.understudy.Attempt;
import dev.understudy.failure.Failure;
import dev.understudy.failure.FailureKind;

/**
 * What became of a call, one line a model, for messages.
 *
 * @param attempts the attempts
 * @param skipped the models that were not tried, and why
 */
record Story(List<Attempt> attempts, Map<String, Set<String>> skipped) {

	/** Whether a model was tried and failed in this way. */
	boolean failed(String modelId, FailureKind kind) {
		return this.attempts.stream()
			.filter((attempt) -> attempt.model().id().equals(modelId))
			.map(Attempt::failure)
			.anyMatch((failure) -> failure != null && failure.kind() == kind);
	}

	/** The models in the order in which they were tried. */
	List<String> tried() {
		return this.attempts.stream().map((attempt) -> attempt.model().id()).toList();
	}

	/** What is said after what was expected. */
	String told() {
		StringBuilder text = new StringBuilder("The call:");
		for (Attempt attempt : this.attempts) {
			text.append("\n  ").append(attempt.model().id()).append(": ").append(whatHappened(attempt));
		}
		this.skipped.forEach((id,
				reasons) -> text.append("\n  ").append(id).append(": not tried, ").append(String.join(", ", reasons)));
		return (this.attempts.isEmpty() && this.skipped.isEmpty()) ? text.append("\n  no model was tried").toString()
				: text.toString();
	}

	private static String whatHappened(Attempt attempt) {
		Failure failure = attempt.failure();
		if (failure == null) {
			return "answered";
		}
		String wait = (failure.retryAfter() != null) ? ", to be asked again after " + failure.retryAfter() : "";
		return failure.kind() + wait + " (" + failure.cause() + ")";
	}

}
