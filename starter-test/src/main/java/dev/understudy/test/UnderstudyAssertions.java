package dev.understudy.test;

import dev.understudy.ChainExhaustedException;
import dev.understudy.ModelStatus;
import dev.understudy.Routed;
import org.jspecify.annotations.Nullable;

/**
 * Where AssertJ's assertions about calls and models begin. Can be imported beside
 * AssertJ's own {@code assertThat}.
 */
public final class UnderstudyAssertions {

	private UnderstudyAssertions() {
	}

	/**
	 * Begins assertions about an answer.
	 * @param <T> the answer's type
	 * @param actual the answer
	 * @return the assertions
	 */
	public static <T extends @Nullable Object> RoutedAssert<T> assertThat(@Nullable Routed<T> actual) {
		return new RoutedAssert<>(actual);
	}

	/**
	 * Begins assertions about a model.
	 * @param actual what is known of the model
	 * @return the assertions
	 */
	public static ModelStatusAssert assertThat(@Nullable ModelStatus actual) {
		return new ModelStatusAssert(actual);
	}

	/**
	 * Begins assertions about a call that nobody answered.
	 * @param actual what was thrown
	 * @return the assertions
	 */
	public static ChainExhaustedAssert assertThat(@Nullable ChainExhaustedException actual) {
		return new ChainExhaustedAssert(actual);
	}

}
