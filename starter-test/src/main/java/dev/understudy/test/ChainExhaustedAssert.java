package dev.understudy.test;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import dev.understudy.ChainExhaustedException;
import dev.understudy.failure.FailureKind;
import org.assertj.core.api.AbstractThrowableAssert;
import org.jspecify.annotations.Nullable;

/**
 * Assertions about a call that nobody answered.
 */
public final class ChainExhaustedAssert extends AbstractThrowableAssert<ChainExhaustedAssert, ChainExhaustedException> {

	ChainExhaustedAssert(@Nullable ChainExhaustedException actual) {
		super(actual, ChainExhaustedAssert.class);
	}

	/**
	 * The call went through this chain.
	 * @param expected the chain's name
	 * @return this
	 */
	public ChainExhaustedAssert hasChain(String expected) {
		if (!exception().chain().equals(expected)) {
			fail("Expected chain '" + expected + "' to be exhausted, and it is '" + exception().chain() + "'.");
		}
		return this;
	}

	/**
	 * This is why nobody answered.
	 * @param expected the kind of the last failure
	 * @return this
	 */
	public ChainExhaustedAssert isBecauseOf(FailureKind expected) {
		if (exception().kind() != expected) {
			fail("Expected the call to fail because of " + expected + ", and it is because of " + exception().kind()
					+ ".");
		}
		return this;
	}

	/**
	 * The model was tried and failed in this way.
	 * @param modelId the model
	 * @param kind the kind of a failure of it
	 * @return this
	 */
	public ChainExhaustedAssert fellBackFrom(String modelId, FailureKind kind) {
		if (!story().failed(modelId, kind)) {
			fail("Expected '" + modelId + "' to fail with " + kind + ", and it "
					+ (story().tried().contains(modelId) ? "did not." : "was not tried."));
		}
		return this;
	}

	/**
	 * The model was not tried, for these reasons among others.
	 * @param modelId the model
	 * @param reasons names of standby reasons or skip reasons; none for any
	 * @return this
	 */
	public ChainExhaustedAssert skipped(String modelId, String... reasons) {
		Set<String> actual = exception().skipped().get(modelId);
		if (actual == null || !actual.containsAll(List.of(reasons))) {
			fail("Expected '" + modelId + "' not to be tried"
					+ ((reasons.length != 0) ? " because of " + String.join(", ", reasons) : "") + ", and it "
					+ ((actual != null) ? "is because of " + String.join(", ", actual) : "was not skipped") + ".");
		}
		return this;
	}

	/**
	 * These models were tried, in this order, each as often as it is named.
	 * @param modelIds the models
	 * @return this
	 */
	public ChainExhaustedAssert hasAttempts(String... modelIds) {
		if (!story().tried().equals(List.of(modelIds))) {
			fail("Expected attempts of " + List.of(modelIds) + ", and there were those of " + story().tried() + ".");
		}
		return this;
	}

	/**
	 * It makes sense to ask again after so long.
	 * @param expected how long, {@code null} when nobody knows
	 * @return this
	 */
	public ChainExhaustedAssert hasRetryAfter(@Nullable Duration expected) {
		if (!Objects.equals(exception().retryAfter(), expected)) {
			fail("Expected that it makes sense to ask again after " + expected + ", and it is after "
					+ exception().retryAfter() + ".");
		}
		return this;
	}

	private Story story() {
		return new Story(exception().attempts(), exception().skipped());
	}

	private ChainExhaustedException exception() {
		isNotNull();
		return this.actual;
	}

	private void fail(String expected) {
		failWithMessage("%s", expected + "\n" + story().told());
	}

}
