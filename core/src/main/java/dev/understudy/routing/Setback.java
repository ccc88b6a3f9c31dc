package dev.understudy.routing;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import dev.understudy.Attempt;
import dev.understudy.ChainExhaustedException;
import dev.understudy.Degradation;
import dev.understudy.SkipReason;
import dev.understudy.StandbyReason;
import dev.understudy.failure.Failure;
import dev.understudy.failure.FailureKind;
import org.jspecify.annotations.Nullable;

/**
 * What stands when no model has answered a call.
 *
 * @param chain the chain of the call
 * @param kind why no model answered
 * @param attempts all attempts
 * @param skipped the models that were not tried, each with the reasons
 * @param retryAfter when it makes sense to ask again, {@code null} when unknown
 */
record Setback(String chain, FailureKind kind, List<Attempt> attempts, Map<String, Set<String>> skipped,
		@Nullable Duration retryAfter) {

	ChainExhaustedException exhausted() {
		return new ChainExhaustedException(this.chain, this.kind, this.attempts, this.skipped, this.retryAfter);
	}

	Degradation degradation(Throwable cause) {
		return new Degradation(this.chain, this.kind, reason(), cause, this.attempts, this.retryAfter);
	}

	/** The kind that tells why not even the first model that could serve was tried. */
	static FailureKind kindOf(Map<String, Set<String>> skipped) {
		return skipped.values()
			.stream()
			.filter((reasons) -> !SkipReason.unfit(reasons))
			.findFirst()
			.map(Setback::kindOf)
			.orElse(FailureKind.UNAVAILABLE);
	}

	private static FailureKind kindOf(Set<String> reasons) {
		if (reasons.contains(StandbyReason.RATE_LIMITED.name())) {
			return FailureKind.RATE_LIMIT;
		}
		if (reasons.contains(StandbyReason.QUOTA_EXHAUSTED.name())
				|| StandbyReason.LIMITS.stream().anyMatch((limit) -> reasons.contains(limit.name()))) {
			return FailureKind.QUOTA_EXHAUSTED;
		}
		return reasons.contains(StandbyReason.AUTH_FAILED.name()) ? FailureKind.AUTH_ERROR : FailureKind.UNAVAILABLE;
	}

	/** One sentence of ids, kinds and reasons. */
	String reason() {
		String tried = this.attempts.stream()
			.map((attempt) -> attempt.model().id() + " " + tag(attempt.failure()))
			.collect(Collectors.joining(", "));
		String untried = this.skipped.entrySet()
			.stream()
			.map((entry) -> entry.getKey() + " " + String.join("+", entry.getValue()))
			.collect(Collectors.joining(", "));
		String separator = (tried.isEmpty() || untried.isEmpty()) ? "" : ", ";
		return "No model of chain '" + this.chain + "' answered: " + tried + separator + untried;
	}

	private static String tag(@Nullable Failure failure) {
		return (failure != null) ? failure.kind().tag() : "answered";
	}

}
