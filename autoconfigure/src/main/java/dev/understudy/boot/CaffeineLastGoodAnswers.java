package dev.understudy.boot;

import java.util.Optional;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.understudy.routing.LastGoodAnswers;

/**
 * Remembers answers in this process, and those that are asked for often longest.
 */
final class CaffeineLastGoodAnswers implements LastGoodAnswers {

	private final Cache<String, Kept> cache;

	CaffeineLastGoodAnswers(int most) {
		this.cache = Caffeine.newBuilder().maximumSize(most).build();
	}

	@Override
	public void keep(String key, Kept answer) {
		this.cache.put(key, answer);
	}

	@Override
	public Optional<Kept> find(String key) {
		return Optional.ofNullable(this.cache.getIfPresent(key));
	}

}
