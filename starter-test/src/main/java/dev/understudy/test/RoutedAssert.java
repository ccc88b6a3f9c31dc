package dev.understudy.test;

import java.util.List;
import java.util.Objects;
import java.util.Set;

import dev.understudy.Degradation;
import dev.understudy.Model;
import dev.understudy.Outcome;
import dev.understudy.Routed;
import dev.understudy.failure.FailureKind;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/**
 * Assertions about an answer: what it is, and who gave it.
 *
 * @param <T> the answer's type
 */
public final class RoutedAssert<T extends @Nullable Object> extends AbstractAssert<RoutedAssert<T>, Routed<T>> {

	RoutedAssert(@Nullable Routed<T> actual) {
		super(actual, RoutedAssert.class);
	}

	/**
	 * The answer is this.
	 * @param expected the answer
	 * @return this
	 */
	public RoutedAssert<T> hasAnswer(@Nullable Object expected) {
		Object value = routed().value();
		if (!Objects.equals(value, expected)) {
			fail("Expected the answer to be\n  \"%s\"\nand it is\n  \"%s\"", expected, value);
		}
		return this;
	}

	/**
	 * The model gave the answer, as first choice or not.
	 * @param modelId the model
	 * @return this
	 */
	public RoutedAssert<T> isAnsweredBy(String modelId) {
		if (!answeredBy(modelId)) {
			fail("Expected '%s' to answer, and %s.", modelId, whoAnswered());
		}
		return this;
	}

	/**
	 * The first choice gave the answer.
	 * @return this
	 */
	public RoutedAssert<T> isAnsweredByFirstChoice() {
		if (routed().outcome() != Outcome.ANSWERED) {
			fail("Expected the first choice to answer, and %s.", whoAnswered());
		}
		return this;
	}

	/**
	 * The model gave the answer in the place of the first choice.
	 * @param modelId the model
	 * @return this
	 */
	public RoutedAssert<T> fellBackTo(String modelId) {
		if (!answeredBy(modelId) || !routed().fellBack()) {
			fail("Expected the call to fall back to '%s', and %s%s.", modelId, whoAnswered(),
					answeredBy(modelId) ? " as first choice" : "");
		}
		return this;
	}

	/**
	 * The model was tried and failed in this way, and did not give the answer.
	 * @param modelId the model
	 * @param kind the kind of a failure of it
	 * @return this
	 */
	public RoutedAssert<T> fellBackFrom(String modelId, FailureKind kind) {
		if (!story().failed(modelId, kind)) {
			fail("Expected '%s' to fail with %s, and it %s.", modelId, kind,
					story().tried().contains(modelId) ? "did not" : "was not tried");
		}
		if (answeredBy(modelId)) {
			fail("Expected the call to fall back from '%s', and it answered after all.", modelId);
		}
		return this;
	}

	/**
	 * No model gave the answer.
	 * @return this
	 */
	public RoutedAssert<T> isDegraded() {
		if (!routed().degraded()) {
			fail("Expected a degraded answer, and %s.", whoAnswered());
		}
		return this;
	}

	/**
	 * A model gave the answer.
	 * @return this
	 */
	public RoutedAssert<T> isNotDegraded() {
		if (routed().degraded()) {
			fail("Expected an answer of a model, and %s.", whoAnswered());
		}
		return this;
	}

	/**
	 * No model gave the answer, and this is why.
	 * @param kind the kind of the last failure
	 * @return this
	 */
	public RoutedAssert<T> isDegradedBecauseOf(FailureKind kind) {
		isDegraded();
		Degradation why = routed().degradation();
		if (why != null && why.kind() != kind) {
			fail("Expected an answer degraded because of %s, and it is because of %s.", kind, why.kind());
		}
		return this;
	}

	/**
	 * The model was not tried, for these reasons among others.
	 * @param modelId the model
	 * @param reasons names of standby reasons or skip reasons; none for any
	 * @return this
	 */
	public RoutedAssert<T> skipped(String modelId, String... reasons) {
		Set<String> actual = routed().skipped().get(modelId);
		if (actual == null) {
			fail("Expected '%s' not to be tried, and it %s.", modelId,
					story().tried().contains(modelId) ? "was" : "was neither tried nor skipped");
		}
		else if (!actual.containsAll(List.of(reasons))) {
			fail("Expected '%s' not to be tried because of %s, and it is because of %s.", modelId,
					String.join(", ", reasons), String.join(", ", actual));
		}
		return this;
	}

	/**
	 * These models were tried, in this order, each as often as it is named.
	 * @param modelIds the models
	 * @return this
	 */
	public RoutedAssert<T> hasAttempts(String... modelIds) {
		if (!story().tried().equals(List.of(modelIds))) {
			fail("Expected attempts of %s, and there were those of %s.", List.of(modelIds), story().tried());
		}
		return this;
	}

	private boolean answeredBy(String modelId) {
		Model model = routed().model();
		return !routed().degraded() && model != null && model.id().equals(modelId);
	}

	private String whoAnswered() {
		Degradation why = routed().degradation();
		if (why != null) {
			return "no model answered (degraded because of " + why.kind() + ")";
		}
		Model model = routed().model();
		return (model != null) ? "'" + model.id() + "' did" : "nobody knows who did";
	}

	private Story story() {
		return new Story(routed().attempts(), routed().skipped());
	}

	private Routed<T> routed() {
		isNotNull();
		return this.actual;
	}

	private void fail(String expected, @Nullable Object... arguments) {
		failWithMessage("%s", String.format(expected, arguments) + "\n" + story().told());
	}

}
