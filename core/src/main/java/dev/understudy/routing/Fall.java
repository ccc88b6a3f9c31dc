package dev.understudy.routing;

import java.util.function.Supplier;

import dev.understudy.ChainExhaustedException;
import dev.understudy.Degradation;
import dev.understudy.failure.Failure;
import dev.understudy.failure.FailureKind;
import org.jspecify.annotations.Nullable;

/**
 * What brought a call to its ladder. Tells it in full, and makes an exception of it, only
 * when somebody asks.
 */
public final class Fall {

	private final @Nullable FailureKind kind;

	private final @Nullable Failure last;

	private final boolean refused;

	private final Supplier<Setback> account;

	private @Nullable Setback setback;

	private @Nullable Degradation degradation;

	private @Nullable ChainExhaustedException exhausted;

	Fall(@Nullable FailureKind kind, @Nullable Failure last, boolean refused, Supplier<Setback> account) {
		this.kind = kind;
		this.last = last;
		this.refused = refused;
		this.account = account;
	}

	/**
	 * Why no model answered.
	 * @return the kind of the last failure, or the one that tells why no model was tried
	 */
	public FailureKind kind() {
		return (this.kind != null) ? this.kind : setback().kind();
	}

	/**
	 * What is to blame.
	 * @return the model's own last failure, or that the chain is exhausted when no model
	 * was tried
	 */
	public Throwable cause() {
		return (this.last != null) ? this.last.cause() : made();
	}

	/**
	 * Why no model answered, in full.
	 * @return the reason, as the caller will get it with a degraded answer
	 */
	public Degradation degradation() {
		if (this.degradation == null) {
			this.degradation = setback().degradation(cause());
		}
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

	/** Holds fast what is true now, whenever it is asked for. */
	void tellNow() {
		setback();
	}

	Setback setback() {
		if (this.setback == null) {
			this.setback = this.account.get();
		}
		return this.setback;
	}

	private ChainExhaustedException made() {
		if (this.exhausted == null) {
			this.exhausted = setback().exhausted();
		}
		return this.exhausted;
	}

}
