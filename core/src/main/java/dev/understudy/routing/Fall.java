package dev.understudy.routing;

import dev.understudy.ChainExhaustedException;
import dev.understudy.Degradation;
import dev.understudy.failure.Failure;
import org.jspecify.annotations.Nullable;

/**
 * What brought a call to its ladder. Makes an exception only when somebody asks for it.
 */
public final class Fall {

	private final Setback setback;

	private final boolean refused;

	private final Degradation degradation;

	private @Nullable ChainExhaustedException exhausted;

	Fall(Setback setback, @Nullable Failure last, boolean refused) {
		this.setback = setback;
		this.refused = refused;
		this.degradation = setback.degradation((last != null) ? last.cause() : made());
	}

	/**
	 * Why no model answered.
	 * @return the reason, as the caller will get it with a degraded answer
	 */
	public Degradation degradation() {
		return this.degradation;
	}

	/**
	 * What the caller would get for an exhausted chain.
	 * @return the exception, {@code null} when the chain is not exhausted but a failure
	 * is not to fall back
	 */
	public @Nullable ChainExhaustedException exhausted() {
		return this.refused ? null : made();
	}

	private ChainExhaustedException made() {
		if (this.exhausted == null) {
			this.exhausted = this.setback.exhausted();
		}
		return this.exhausted;
	}

}
