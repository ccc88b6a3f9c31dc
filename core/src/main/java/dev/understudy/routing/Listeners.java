package dev.understudy.routing;

import java.util.List;
import java.util.function.Consumer;

import dev.understudy.Model;
import dev.understudy.Outcome;
import dev.understudy.RouterListener;
import dev.understudy.Usage;
import dev.understudy.failure.Failure;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells everybody who listens, and keeps what they throw away from the call.
 */
final class Listeners {

	private static final Logger logger = LoggerFactory.getLogger(RouterListener.class);

	private final RouterListener[] listeners;

	private final FirstThrows throwsSeen = new FirstThrows(logger, "Listener", "calls go on");

	Listeners(List<RouterListener> listeners) {
		this.listeners = listeners.toArray(RouterListener[]::new);
	}

	boolean isEmpty() {
		return this.listeners.length == 0;
	}

	void attempted(String chain, Model model, @Nullable Failure failure, long nanos) {
		for (RouterListener listener : this.listeners) {
			try {
				listener.attempted(chain, model, failure, nanos);
			}
			catch (Exception | LinkageError | AssertionError ex) {
				this.throwsSeen.report(listener, ex);
			}
		}
	}

	void called(String chain, Outcome outcome, @Nullable Model model, long nanos) {
		for (RouterListener listener : this.listeners) {
			try {
				listener.called(chain, outcome, model, nanos);
			}
			catch (Exception | LinkageError | AssertionError ex) {
				this.throwsSeen.report(listener, ex);
			}
		}
	}

	void used(Model model, Usage usage) {
		tell((listener) -> listener.used(model, usage));
	}

	/** Tells of something that does not happen on every call. */
	void tell(Consumer<RouterListener> event) {
		for (RouterListener listener : this.listeners) {
			try {
				event.accept(listener);
			}
			catch (Exception | LinkageError | AssertionError ex) {
				this.throwsSeen.report(listener, ex);
			}
		}
	}

}
