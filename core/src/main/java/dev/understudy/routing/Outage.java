package dev.understudy.routing;

import java.time.Duration;

import dev.understudy.health.StateStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether a state store can be reached, with one line in the log when it cannot, and one
 * when it can again. Names types, never a message.
 */
final class Outage {

	private static final Logger logger = LoggerFactory.getLogger(StateStore.class);

	private static final Duration FIRST = Duration.ofSeconds(1);

	private static final Duration LONGEST = Duration.ofSeconds(30);

	private final String store;

	private boolean told;

	private @Nullable Duration retryAfter;

	Outage(StateStore store) {
		this.store = store.getClass().getName();
	}

	/** Whether all that is known is still to be exchanged. */
	synchronized boolean lasts() {
		return this.retryAfter != null;
	}

	/** The store threw; answers when to try again. */
	synchronized Duration failed(Throwable thrown) {
		begin("threw '" + thrown.getClass().getName() + "'");
		logger.debug("State store '{}' threw", this.store, thrown);
		Duration pause = (this.retryAfter != null) ? this.retryAfter : FIRST;
		Duration doubled = pause.multipliedBy(2);
		this.retryAfter = (doubled.compareTo(LONGEST) < 0) ? doubled : LONGEST;
		return pause;
	}

	/** The store has not answered yet. It may still do so. */
	synchronized void hangs() {
		begin("does not answer");
	}

	/** The store has answered. */
	synchronized void ended() {
		this.retryAfter = null;
		if (this.told) {
			this.told = false;
			logger.info("State store '{}' is back and knows what happened meanwhile", this.store);
		}
	}

	private void begin(String what) {
		if (!this.told) {
			this.told = true;
			logger.warn("State store '{}' {}; standbys are neither kept nor shared until it is back, calls go on",
					this.store, what);
		}
	}

}
