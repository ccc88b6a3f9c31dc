package dev.understudy.routing;

import java.time.Duration;

import dev.understudy.failure.FailurePolicy;

/**
 * One place in a chain: a model and how this chain uses it.
 *
 * @param modelId the model
 * @param enabled whether this chain may use it
 * @param weight its weight, zero or more
 * @param lastResort whether it comes after all others, and even on standby
 * @param timeout the bound of one attempt, zero for none
 * @param retry how it is tried again
 * @param failures what follows from its failures
 */
public record SeatSettings(String modelId, boolean enabled, double weight, boolean lastResort, Duration timeout,
		RetryPolicy retry, FailurePolicy failures) {

	/** The bound of an attempt that nobody set: 30 s. */
	public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(30);

	public SeatSettings {
		Check.name("Model of a chain", modelId);
		Check.notNegative("weight of model '" + modelId + "'", weight);
		Check.notNegative("timeout of model '" + modelId + "'", timeout);
	}

	/**
	 * A model with the default policy.
	 * @param modelId the model
	 * @return its place
	 */
	public static SeatSettings of(String modelId) {
		return new SeatSettings(modelId, true, 1, false, DEFAULT_TIMEOUT, RetryPolicy.DEFAULT, FailurePolicy.DEFAULT);
	}

	public SeatSettings withEnabled(boolean value) {
		return new SeatSettings(this.modelId, value, this.weight, this.lastResort, this.timeout, this.retry,
				this.failures);
	}

	public SeatSettings withWeight(double value) {
		return new SeatSettings(this.modelId, this.enabled, value, this.lastResort, this.timeout, this.retry,
				this.failures);
	}

	public SeatSettings withLastResort(boolean value) {
		return new SeatSettings(this.modelId, this.enabled, this.weight, value, this.timeout, this.retry,
				this.failures);
	}

	public SeatSettings withTimeout(Duration value) {
		return new SeatSettings(this.modelId, this.enabled, this.weight, this.lastResort, value, this.retry,
				this.failures);
	}

	public SeatSettings withRetry(RetryPolicy value) {
		return new SeatSettings(this.modelId, this.enabled, this.weight, this.lastResort, this.timeout, value,
				this.failures);
	}

	public SeatSettings withFailures(FailurePolicy value) {
		return new SeatSettings(this.modelId, this.enabled, this.weight, this.lastResort, this.timeout, this.retry,
				value);
	}

}
