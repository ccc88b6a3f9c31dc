package dev.understudy.routing;

import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whoever observes the calls of an engine, if anybody does. Keeps what the observer
 * throws away from the calls.
 */
final class Spotlights {

	private static final Logger logger = LoggerFactory.getLogger(CallObserver.class);

	/** Of an engine that nobody observes. */
	static final Spotlights NONE = new Spotlights(null);

	private final FirstThrows throwsSeen = new FirstThrows(logger, "Observer", "calls go on");

	private final @Nullable CallObserver observer;

	private Spotlights(@Nullable CallObserver observer) {
		this.observer = observer;
	}

	static Spotlights of(@Nullable CallObserver observer) {
		Spotlights lights = new Spotlights(observer);
		return (observer != null && Boolean.TRUE.equals(lights.guarded(observer::observes))) ? lights : NONE;
	}

	boolean none() {
		return this.observer == null;
	}

	/** For a call that is made here and now. */
	Spotlight here() {
		return within((key) -> null);
	}

	/** For a call that is made here and now, in a context of its caller. */
	Spotlight within(UnaryOperator<@Nullable Object> context) {
		CallObserver present = this.observer;
		return (present != null) ? new Spotlight(this, guarded(() -> present.parent(context))) : Spotlight.OFF;
	}

	CallObserver.@Nullable Observed begin(String chain, @Nullable Object parent) {
		CallObserver present = this.observer;
		return (present != null) ? guarded(() -> present.begin(chain, parent)) : null;
	}

	/** Asks the observer, who says nothing when it throws. */
	<R> @Nullable R guarded(Supplier<? extends @Nullable R> step) {
		try {
			return step.get();
		}
		catch (Exception | LinkageError | AssertionError ex) {
			if (this.observer != null) {
				this.throwsSeen.report(this.observer, ex);
			}
			return null;
		}
	}

	/** Tells the observer. */
	void guarded(Runnable step) {
		guarded(() -> {
			step.run();
			return true;
		});
	}

}
