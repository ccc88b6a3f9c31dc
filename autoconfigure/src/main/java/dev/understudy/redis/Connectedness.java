package dev.understudy.redis;

import java.util.concurrent.atomic.AtomicBoolean;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether counters in Redis can be reached, with one line in the log when they cannot,
 * and one when they can again. Names types, never a message.
 */
final class Connectedness {

	private static final Logger logger = LoggerFactory.getLogger(RedisLimitStore.class);

	private final AtomicBoolean down = new AtomicBoolean();

	private volatile boolean tells;

	/**
	 * Begins connected.
	 * @param tells whether it is for us to say so, and not for the engine
	 */
	Connectedness(boolean tells) {
		this.tells = tells;
	}

	/** What fails from now on fails because we end. */
	void close() {
		this.tells = false;
	}

	boolean isDown() {
		return this.down.get();
	}

	void lost(String what) {
		if (this.down.compareAndSet(false, true) && this.tells) {
			logger.warn("Limits cannot be counted in Redis, which {}; each instance counts alone until it is back, "
					+ "calls go on", what);
		}
	}

	void lost(Throwable thrown) {
		lost("threw '" + thrown.getClass().getName() + "'");
		logger.debug("Redis threw", thrown);
	}

	/** Answers whether that ends an outage. */
	boolean found() {
		if (this.down.get() && this.down.compareAndSet(true, false)) {
			if (this.tells) {
				logger.info("Limits are counted in Redis again, with what was counted meanwhile");
			}
			return true;
		}
		return false;
	}

}
