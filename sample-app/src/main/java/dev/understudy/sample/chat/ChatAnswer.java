package dev.understudy.sample.chat;

import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.understudy.Attempt;
import dev.understudy.Model;
import dev.understudy.Outcome;
import dev.understudy.Routed;
import dev.understudy.failure.Failure;
import dev.understudy.failure.FailureKind;
import org.jspecify.annotations.Nullable;

/**
 * An answer as JSON: the text, and what a page needs to mark it.
 *
 * @param answer the text
 * @param chain the chain of the call
 * @param model id of the model that answered, {@code null} for a degraded answer
 * @param outcome how the call ended
 * @param attempts who was tried
 * @param skipped who was not tried, and why
 */
record ChatAnswer(String answer, String chain, @Nullable String model, Outcome outcome, List<Try> attempts,
		Map<String, Set<String>> skipped) {

	static ChatAnswer of(Routed<String> routed) {
		Model model = routed.model();
		return new ChatAnswer(routed.value(), routed.chain(), (model != null) ? model.id() : null, routed.outcome(),
				routed.attempts().stream().map(Try::of).toList(), routed.skipped());
	}

	/**
	 * One try of one model.
	 *
	 * @param model the model's id
	 * @param failure why it failed, {@code null} when it answered
	 * @param millis how long it took
	 */
	record Try(String model, @Nullable FailureKind failure, long millis) {

		static Try of(Attempt attempt) {
			Failure failure = attempt.failure();
			return new Try(attempt.model().id(), (failure != null) ? failure.kind() : null, attempt.took().toMillis());
		}

	}

}
