package dev.understudy.routing;

import java.util.Map;

import dev.understudy.Model;
import dev.understudy.ModelCall;
import dev.understudy.Outcome;
import dev.understudy.failure.FailureKind;
import org.jspecify.annotations.Nullable;

/**
 * Follows one call for its observer: is made where the call is made, goes on when it
 * begins and off when it ends. Stays off where nobody observes.
 */
public final class Spotlight {

	/** Of a call that nobody observes. */
	public static final Spotlight OFF = new Spotlight(Spotlights.NONE, null);

	private static final Runnable NOTHING = () -> {
	};

	private final Spotlights lights;

	private final @Nullable Object parent;

	/** Written by whoever drives the call, read by attempts that it has given up, too. */
	private volatile CallObserver.@Nullable Observed observed;

	Spotlight(Spotlights lights, @Nullable Object parent) {
		this.lights = lights;
		this.parent = parent;
	}

	/**
	 * Code of the call is about to run on this thread.
	 * @return what is to be done on the same thread when the code has run
	 */
	public Runnable open() {
		CallObserver.Observed present = this.observed;
		Runnable close = (present != null) ? this.lights.guarded(present::open) : null;
		return (close != null) ? () -> this.lights.guarded(close) : NOTHING;
	}

	/**
	 * What an attempt is to find in its Reactor context.
	 * @return keys and values
	 */
	public Map<Object, Object> context() {
		CallObserver.Observed present = this.observed;
		Map<Object, Object> context = (present != null) ? this.lights.guarded(present::context) : null;
		return (context != null) ? context : Map.of();
	}

	boolean isOn() {
		return this.observed != null;
	}

	void on(String chain) {
		if (!this.lights.none()) {
			this.observed = this.lights.begin(chain, this.parent);
		}
	}

	/** Work that runs in the light, on whatever thread. */
	<T extends @Nullable Object> ModelCall<T> around(ModelCall<T> work) {
		if (!isOn()) {
			return work;
		}
		return (model) -> {
			Runnable close = open();
			try {
				return work.call(model);
			}
			finally {
				close.run();
			}
		};
	}

	void attempted(Model model, @Nullable FailureKind failure) {
		CallObserver.Observed present = this.observed;
		if (present != null) {
			this.lights.guarded(() -> present.attempted(model, failure));
		}
	}

	/** Goes off, or is off already. */
	void ended(Outcome outcome, @Nullable Model model, @Nullable FailureKind failure) {
		CallObserver.Observed present = this.observed;
		if (present != null) {
			this.observed = null;
			this.lights.guarded(() -> present.ended(outcome, model, failure));
		}
	}

}
