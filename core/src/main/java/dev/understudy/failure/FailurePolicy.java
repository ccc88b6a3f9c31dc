package dev.understudy.failure;

import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

import static java.util.Objects.requireNonNull;

/**
 * What follows from each kind of failure, for the call and for the model. Immutable;
 * look-ups allocate nothing.
 *
 * @param fallbackOn the kinds after which the next model is tried
 * @param retryOn the kinds after which the same model may be tried again
 * @param verdicts what each kind says about the model; kinds left out keep their default
 */
public record FailurePolicy(Set<FailureKind> fallbackOn, Set<FailureKind> retryOn,
		Map<FailureKind, ModelVerdict> verdicts) {

	/** The policy of an application that configures nothing. */
	public static final FailurePolicy DEFAULT = new FailurePolicy(
			EnumSet
				.complementOf(EnumSet.of(FailureKind.CONTENT_FILTER, FailureKind.BAD_REQUEST, FailureKind.CANCELLED)),
			EnumSet.of(FailureKind.RATE_LIMIT, FailureKind.SERVER_ERROR, FailureKind.NETWORK_ERROR,
					FailureKind.INVALID_RESPONSE),
			Map.of());

	public FailurePolicy {
		fallbackOn = copy(fallbackOn);
		retryOn = copy(retryOn);
		verdicts = complete(verdicts);
	}

	/**
	 * Returns whether the next model is tried after such a failure.
	 */
	public boolean fallsBack(FailureKind kind) {
		return this.fallbackOn.contains(kind);
	}

	/**
	 * Returns whether the same model may be tried again after such a failure.
	 */
	public boolean retries(FailureKind kind) {
		return this.retryOn.contains(kind);
	}

	/**
	 * Returns what such a failure says about the model.
	 */
	public ModelVerdict verdict(FailureKind kind) {
		return requireNonNull(this.verdicts.get(kind));
	}

	public FailurePolicy withFallbackOn(Collection<FailureKind> kinds) {
		return new FailurePolicy(copy(kinds), this.retryOn, this.verdicts);
	}

	public FailurePolicy withRetryOn(Collection<FailureKind> kinds) {
		return new FailurePolicy(this.fallbackOn, copy(kinds), this.verdicts);
	}

	public FailurePolicy withVerdict(FailureKind kind, ModelVerdict verdict) {
		Map<FailureKind, ModelVerdict> changed = new EnumMap<>(this.verdicts);
		changed.put(kind, verdict);
		return new FailurePolicy(this.fallbackOn, this.retryOn, changed);
	}

	private static Set<FailureKind> copy(Collection<FailureKind> kinds) {
		Set<FailureKind> copy = EnumSet.noneOf(FailureKind.class);
		copy.addAll(kinds);
		return Collections.unmodifiableSet(copy);
	}

	private static Map<FailureKind, ModelVerdict> complete(Map<FailureKind, ModelVerdict> verdicts) {
		Map<FailureKind, ModelVerdict> complete = new EnumMap<>(FailureKind.class);
		for (FailureKind kind : FailureKind.values()) {
			complete.put(kind, defaultVerdict(kind));
		}
		complete.putAll(verdicts);
		return Collections.unmodifiableMap(complete);
	}

	private static ModelVerdict defaultVerdict(FailureKind kind) {
		return switch (kind) {
			case RATE_LIMIT, QUOTA_EXHAUSTED, AUTH_ERROR, MODEL_NOT_FOUND -> ModelVerdict.STANDS_DOWN;
			case UNAVAILABLE -> ModelVerdict.COUNTS_AND_STANDS_DOWN;
			case TIMEOUT, SERVER_ERROR, NETWORK_ERROR, INVALID_RESPONSE, UNKNOWN -> ModelVerdict.COUNTS;
			case CONTEXT_LENGTH, CONTENT_FILTER, BAD_REQUEST, CANCELLED -> ModelVerdict.NOTHING;
		};
	}

}
