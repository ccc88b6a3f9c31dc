package dev.understudy.boot;

import java.nio.file.Path;
import java.time.Duration;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where standbys and counters are kept, below {@code understudy.state}.
 *
 * @param store memory forgets, file survives a restart, redis is shared among instances
 * @param file the file
 * @param redis the keys in Redis
 */
public record StateProperties(@Nullable Store store, @DefaultValue File file, @DefaultValue Redis redis) {

	/**
	 * What keeps the state.
	 */
	public enum Store {

		/** This process, until it ends. */
		MEMORY,

		/** A file, which survives a restart. */
		FILE,

		/** Redis, which instances share. */
		REDIS

	}

	/**
	 * The file.
	 *
	 * @param path where it is
	 * @param every how long changes gather before it is written
	 */
	public record File(@Nullable String path, @Nullable Duration every) {

		private static final String USUAL_PATH = "understudy-state.json";

		private static final Duration USUAL_INTERVAL = Duration.ofSeconds(5);

		Path effectivePath() {
			return Path.of((this.path != null) ? this.path : USUAL_PATH);
		}

		Duration effectiveEvery() {
			return (this.every != null) ? this.every : USUAL_INTERVAL;
		}

	}

	/**
	 * The keys in Redis.
	 *
	 * @param prefix what every key begins with
	 */
	public record Redis(@Nullable String prefix) {

		private static final String USUAL_PREFIX = "understudy";

		String effectivePrefix() {
			return (this.prefix != null) ? this.prefix : USUAL_PREFIX;
		}

	}

}
