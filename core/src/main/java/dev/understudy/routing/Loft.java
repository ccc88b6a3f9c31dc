package dev.understudy.routing;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReferenceArray;

import org.jspecify.annotations.Nullable;

/**
 * A fixed number of places for bells. Each thread has places of its own, a cache line
 * away from those of other threads; one that has more bells hangs them anywhere.
 */
final class Loft {

	/** References in a cache line. */
	private static final int LINE = 16;

	private static final int OWN_TRIES = 4;

	private static final int TRIES = 16;

	/** Spreads thread numbers in a row as far from one another as can be. */
	private static final long GOLDEN = 0x9E3779B97F4A7C15L;

	private final AtomicReferenceArray<@Nullable Bell> places;

	private final int shift;

	private final @Nullable Loft smaller;

	/**
	 * Puts up a loft.
	 * @param lines 2 to the power of this is how many cache lines it has
	 * @param smaller the one that was too small, if any
	 */
	Loft(int lines, @Nullable Loft smaller) {
		this.places = new AtomicReferenceArray<>(LINE << lines);
		this.shift = Long.SIZE - lines;
		this.smaller = smaller;
	}

	/** One of twice the size above this one. */
	Loft larger() {
		return new Loft(Long.SIZE - this.shift + 1, this);
	}

	@Nullable Loft smaller() {
		return this.smaller;
	}

	/** Finds a place, unless the loft is about full. */
	boolean hang(Bell bell) {
		int own = LINE * (int) ((Thread.currentThread().getId() * GOLDEN) >>> this.shift);
		for (int i = 0; i < OWN_TRIES; i++) {
			if (hang(bell, own + i)) {
				return true;
			}
		}
		ThreadLocalRandom random = ThreadLocalRandom.current();
		for (int i = 0; i < TRIES; i++) {
			if (hang(bell, random.nextInt(this.places.length()))) {
				return true;
			}
		}
		return false;
	}

	/** For the one bell that hangs there. */
	void free(int place) {
		this.places.setRelease(place, null);
	}

	int size() {
		return this.places.length();
	}

	@Nullable Bell at(int place) {
		return this.places.get(place);
	}

	private boolean hang(Bell bell, int place) {
		if (this.places.getPlain(place) != null) {
			return false;
		}
		bell.hangsAt(this, place);
		return this.places.compareAndSet(place, null, bell);
	}

}
