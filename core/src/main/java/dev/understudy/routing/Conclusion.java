package dev.understudy.routing;

import dev.understudy.Degradation;
import org.jspecify.annotations.Nullable;

/**
 * How a call ended that no model answered: with the answer of a rung, or with what is to
 * be thrown.
 *
 * @param value the answer of a rung
 * @param degradation why the rung answered, {@code null} when none did
 * @param thrown what the caller gets, {@code null} when a rung answered
 */
public record Conclusion(@Nullable Object value, @Nullable Degradation degradation, @Nullable Throwable thrown) {

	/**
	 * The answer of a rung, which has the type that the question asked for.
	 * @param <T> the answer's type
	 * @return the answer, {@code null} where the rung answered that
	 */
	@SuppressWarnings({ "unchecked", "NullAway", "TypeParameterUnusedInFormals" })
	public <T extends @Nullable Object> T answer() {
		return (T) this.value;
	}

	static Conclusion degraded(@Nullable Object value, Degradation degradation) {
		return new Conclusion(value, degradation, null);
	}

	static Conclusion failed(Throwable thrown) {
		return new Conclusion(null, null, thrown);
	}

}
