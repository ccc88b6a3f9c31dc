package dev.understudy.boot;

import java.io.Serializable;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.understudy.routing.LastGoodAnswers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.cache.Cache;

/**
 * Remembers answers in a cache of the application. A cache that fails is reported once
 * and remembers nothing meanwhile.
 */
final class SpringCacheLastGoodAnswers implements LastGoodAnswers {

	/** The name of the cache. */
	static final String NAME = "understudy-last-good";

	private static final Logger logger = LoggerFactory.getLogger(SpringCacheLastGoodAnswers.class);

	private final Cache cache;

	private final AtomicBoolean reported = new AtomicBoolean();

	SpringCacheLastGoodAnswers(Cache cache) {
		this.cache = cache;
	}

	@Override
	public void keep(String key, Kept answer) {
		try {
			this.cache.put(key, new Entry(answer.value(), answer.at()));
		}
		catch (RuntimeException ex) {
			report(ex);
		}
	}

	@Override
	public Optional<Kept> find(String key) {
		try {
			Cache.ValueWrapper found = this.cache.get(key);
			return (found != null && found.get() instanceof Entry entry)
					? Optional.of(new Kept(entry.value(), entry.at())) : Optional.empty();
		}
		catch (RuntimeException ex) {
			report(ex);
			return Optional.empty();
		}
	}

	private void report(RuntimeException ex) {
		if (this.reported.compareAndSet(false, true)) {
			logger.warn("Cache '{}' fails with '{}', last good answers are not available", NAME,
					ex.getClass().getName());
		}
	}

	/** What is in the cache, which may want to serialize it. */
	private record Entry(Object value, Instant at) implements Serializable {

	}

}
