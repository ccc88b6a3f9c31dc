package dev.understudy.redis;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells of keys that are not ours although they are called so, each once.
 */
final class Oddities {

	private static final Logger logger = LoggerFactory.getLogger(Oddities.class);

	private static final int MOST = 100;

	private final Set<String> told = ConcurrentHashMap.newKeySet();

	/** The whole key is of another kind or version. */
	void foreign(String key) {
		if (isNew(key)) {
			logger.warn(
					"Redis key '{}' holds something else, or a later version of it: it is ignored and left as it is",
					key);
		}
	}

	/** Something in the key cannot be understood. */
	void damaged(String key) {
		if (isNew(key)) {
			logger.warn("Redis key '{}' has entries that cannot be understood and are ignored", key);
		}
	}

	private boolean isNew(String key) {
		return this.told.size() < MOST && this.told.add(key);
	}

}
