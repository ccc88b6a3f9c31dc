package dev.understudy;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * An answer, and who gave it.
 *
 * @param <T> the answer's type
 * @param value the answer; {@code null} where the call answered {@code null}
 * @param chain the chain of the call, empty while {@link #of(Object) nobody said}
 * @param model the model that answered, {@code null} when none did
 * @param degradation why no model answered, {@code null} when one did
 * @param attempts all attempts in order, the successful one included
 * @param skipped the models that were passed over, each with its standby reasons or the
 * name of a {@link SkipReason}
 */
public record Routed<T extends @Nullable Object>(T value, String chain, @Nullable Model model,
		@Nullable Degradation degradation, List<Attempt> attempts, Map<String, Set<String>> skipped) {

	public Routed {
		attempts = List.copyOf(attempts);
		skipped = Collections.unmodifiableMap(new LinkedHashMap<>(skipped));
	}

	/**
	 * An answer of which nothing more is known yet. A degrade method of a routed method
	 * returns this; the rest is filled in on the way to the caller.
	 * @param <T> the answer's type
	 * @param value the answer
	 * @return the answer alone
	 */
	public static <T extends @Nullable Object> Routed<T> of(T value) {
		return new Routed<>(value, "", null, null, List.of(), Map.of());
	}

	/**
	 * How the call ended.
	 * @return the outcome, never {@link Outcome#FAILED}: a failed call has no answer
	 */
	public Outcome outcome() {
		if (degraded()) {
			return Outcome.DEGRADED;
		}
		return fellBack() ? Outcome.FELL_BACK : Outcome.ANSWERED;
	}

	/**
	 * Whether no model answered.
	 * @return {@code true} for a degraded answer
	 */
	public boolean degraded() {
		return this.degradation != null;
	}

	/**
	 * Whether another model than the first choice answered: one before it failed, or was
	 * out or full.
	 * @return {@code true} for an answer of another model
	 */
	public boolean fellBack() {
		Model answered = this.model;
		if (answered == null || degraded()) {
			return false;
		}
		return this.attempts.stream().anyMatch((attempt) -> !attempt.model().id().equals(answered.id()))
				|| this.skipped.values().stream().anyMatch((reasons) -> !SkipReason.unfit(reasons));
	}

}
