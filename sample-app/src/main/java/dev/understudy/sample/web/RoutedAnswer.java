package dev.understudy.sample.web;

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
 * An answer as JSON: the answer itself, and what a page needs to mark it.
 *
 * @param <T> the answer's type
 * @param answer the answer
 * @param chain the chain of the call
 * @param model id of the model that answered, {@code null} for a degraded answer
 * @param outcome how the call ended
 * @param attempts who was tried
 * @param skipped who was not tried, and why
 */
public record RoutedAnswer<T>(T answer, String chain, @Nullable String model, Outcome outcome, List<Try> attempts,
		Map<String, Set<String>> skipped) {

	/**
	 * Leaves out what only the application itself is to know.
	 * @param <T> the answer's type
	 * @param routed the answer, and who gave it
	 * @return the same as JSON
	 */
	public static <T> RoutedAnswer<T> of(Routed<T> routed) {
		Model model = routed.model();
		return new RoutedAnswer<>(routed.value(), routed.chain(), (model != null) ? model.id() : null, routed.outcome(),
				routed.attempts().stream().map(Try::of).toList(), routed.skipped());
	}

	/**
	 * One try of one model.
	 *
	 * @param model the model's id
	 * @param failure why it failed, {@code null} when it answered
	 * @param millis how long it took
	 */
	public record Try(String model, @Nullable FailureKind failure, long millis) {

		static Try of(Attempt attempt) {
			Failure failure = attempt.failure();
			return new Try(attempt.model().id(), (failure != null) ? failure.kind() : null, attempt.took().toMillis());
		}

	}

}
