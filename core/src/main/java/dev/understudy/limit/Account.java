package dev.understudy.limit;

/**
 * A counter and its bound.
 *
 * @param key which counter
 * @param max the bound, 1 or more
 * @param reserved what one attempt reserves, 0 where that is known only afterwards
 */
public record Account(CounterKey key, long max, long reserved) {

	static Account of(String model, Limit limit, Window window) {
		return new Account(new CounterKey(model, limit.kind(), limit.per(), window), limit.max(), limit.reserved());
	}

}
