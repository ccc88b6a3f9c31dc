package dev.understudy.routing;

import dev.understudy.Degradation;
import org.jspecify.annotations.Nullable;

/**
 * How a call ended that no model answered: with the answer of a rung, or with what is to
 * be thrown.
 */
public final class Conclusion {

	private final @Nullable Object value;

	private final @Nullable Fall degraded;

	private final @Nullable Throwable thrown;

	private Conclusion(@Nullable Object value, @Nullable Fall degraded, @Nullable Throwable thrown) {
		this.value = value;
		this.degraded = degraded;
		this.thrown = thrown;
	}

	static Conclusion degraded(@Nullable Object value, Fall why) {
		return new Conclusion(value, why, null);
	}

	static Conclusion failed(Throwable thrown) {
		return new Conclusion(null, null, thrown);
	}

	/**
	 * The answer of a rung, which has the type that the question asked for.
	 * @param <T> the answer's type
	 * @return the answer, {@code null} where the rung answered that
	 */
	@SuppressWarnings({ "unchecked", "NullAway", "TypeParameterUnusedInFormals" })
	public <T extends @Nullable Object> T answer() {
		return (T) this.value;
	}

	/**
	 * Why a rung answered.
	 * @return the reason, {@code null} when none did
	 */
	public @Nullable Degradation degradation() {
		return (this.degraded != null) ? this.degraded.degradation() : null;
	}

	/**
	 * What the caller gets.
	 * @return what is to be thrown, {@code null} when a rung answered
	 */
	public @Nullable Throwable thrown() {
		return this.thrown;
	}

}
