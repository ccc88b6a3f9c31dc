package dev.understudy.redis;

import java.time.Duration;

import dev.understudy.limit.CounterKey;

/**
 * A counter as this instance knows it: what it has counted itself, and what others have
 * as far as Redis told. Read from any thread, changed only under the lock of its
 * bookkeeper.
 */
final class Share {

	/** How long a counter outlives its window, for attempts that end after it. */
	static final Duration KEPT = Duration.ofHours(1);

	/** Redis calculates with numbers that are exact up to here. */
	private static final long MOST = 1L << 53;

	private final CounterKey key;

	private final String name;

	private volatile long mine;

	private volatile long others;

	private long told;

	private boolean foreign;

	Share(CounterKey key, String name) {
		this.key = key;
		this.name = name;
	}

	CounterKey key() {
		return this.key;
	}

	String name() {
		return this.name;
	}

	long expires() {
		return this.key.window().end().plus(KEPT).toEpochMilli();
	}

	long mine() {
		return this.mine;
	}

	long value() {
		return this.mine + this.others;
	}

	void add(long amount) {
		long sum = this.mine + Math.max(-MOST, Math.min(MOST, amount));
		this.mine = Math.max(-MOST, Math.min(MOST, sum));
	}

	/** Whether Redis has to be told of something, and can be. */
	boolean isNews() {
		return this.mine != this.told && !this.foreign;
	}

	/** Redis has told; answers whether others have less than before. */
	boolean told(long ofMine, long total) {
		long before = this.others;
		this.told = ofMine;
		this.others = total - ofMine;
		return total - ofMine < before;
	}

	boolean isForeign() {
		return this.foreign;
	}

	/** Whether something else is kept under its name. */
	void foreign(boolean found) {
		this.foreign = found;
	}

}
