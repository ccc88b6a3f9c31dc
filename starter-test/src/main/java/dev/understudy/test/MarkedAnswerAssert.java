package dev.understudy.test;

import java.util.Map;
import java.util.Objects;

import dev.understudy.Outcome;
import dev.understudy.failure.FailureKind;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/**
 * Assertions about an answer of a client library that tells in its metadata what became
 * of the call.
 *
 * @param <S> the assertions
 * @param <A> the answer
 */
public abstract class MarkedAnswerAssert<S extends MarkedAnswerAssert<S, A>, A> extends AbstractAssert<S, A> {

	/**
	 * Begins assertions.
	 * @param actual the answer
	 * @param self the class of the assertions
	 */
	protected MarkedAnswerAssert(@Nullable A actual, Class<?> self) {
		super(actual, self);
	}

	/**
	 * What the answer tells.
	 * @return its metadata
	 */
	protected abstract Map<String, ? extends @Nullable Object> marks();

	/**
	 * The text of the answer.
	 * @return the text, empty for none
	 */
	protected abstract String text();

	/**
	 * The text of the answer is this.
	 * @param expected the text
	 * @return this
	 */
	public S hasText(String expected) {
		isNotNull();
		if (!text().equals(expected)) {
			failWithMessage("%s",
					"Expected the answer to be\n  \"" + expected + "\"\nand it is\n  \"" + text() + "\"\n" + told());
		}
		return this.myself;
	}

	/**
	 * The model gave the answer, as first choice or not.
	 * @param modelId the model
	 * @return this
	 */
	public S isAnsweredBy(String modelId) {
		return require(is("model", modelId), "'" + modelId + "' to answer");
	}

	/**
	 * The first choice gave the answer.
	 * @return this
	 */
	public S isAnsweredByFirstChoice() {
		return require(is("outcome", Outcome.ANSWERED.tag()), "the first choice to answer");
	}

	/**
	 * The model gave the answer in the place of the first choice.
	 * @param modelId the model
	 * @return this
	 */
	public S fellBackTo(String modelId) {
		return require(is("model", modelId) && is("outcome", Outcome.FELL_BACK.tag()),
				"the call to fall back to '" + modelId + "'");
	}

	/**
	 * No model gave the answer.
	 * @return this
	 */
	public S isDegraded() {
		return require(is("outcome", Outcome.DEGRADED.tag()), "a degraded answer");
	}

	/**
	 * No model gave the answer, and this is why.
	 * @param kind the kind of the last failure
	 * @return this
	 */
	public S isDegradedBecauseOf(FailureKind kind) {
		return require(is("outcome", Outcome.DEGRADED.tag()) && is("kind", kind.tag()),
				"an answer degraded because of " + kind);
	}

	/**
	 * There were so many attempts.
	 * @param expected how many
	 * @return this
	 */
	public S hasAttempts(int expected) {
		return require(is("attempts", expected), expected + " attempts");
	}

	private boolean is(String key, Object expected) {
		isNotNull();
		return expected.equals(marks().get("understudy." + key));
	}

	private S require(boolean condition, String expected) {
		if (!condition) {
			failWithMessage("%s", "Expected " + expected + ".\n" + told());
		}
		return this.myself;
	}

	private String told() {
		StringBuilder text = new StringBuilder("The answer tells:");
		for (String key : new String[] { "model", "chain", "outcome", "attempts", "kind" }) {
			Object value = marks().get("understudy." + key);
			if (value != null) {
				text.append("\n  ").append(key).append(": ").append(value);
			}
		}
		return Objects.equals(text.toString(), "The answer tells:") ? "The answer tells nothing: no chain gave it."
				: text.toString();
	}

}
