package dev.understudy.health;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;

/**
 * What the probes of the last while found. They are few, so each makes a new picture of
 * all slices, and few slices do; whoever looks at one takes no lock and allocates
 * nothing.
 */
final class ProbeWindow {

	private static final int SLICES = 5;

	/** A slice: its number, its counts, and what its successes took. */
	private static final int STRIDE = 3;

	/** Half of the counts: all probes above, successes below. */
	private static final int HALF = 32;

	private static final long LOW = 0xFFFF_FFFFL;

	private static final long[] NONE = {};

	private static final AtomicReferenceFieldUpdater<ProbeWindow, long[]> PICTURE = AtomicReferenceFieldUpdater
		.newUpdater(ProbeWindow.class, long[].class, "picture");

	private volatile long[] picture = NONE;

	private final long sliceNanos;

	ProbeWindow(long windowNanos) {
		this.sliceNanos = Math.max(1, windowNanos / SLICES);
	}

	void answered(long now, long took) {
		add(now, (1L << HALF) + 1, took);
	}

	void failed(long now) {
		add(now, 1L << HALF, 0);
	}

	long calls(long now) {
		return sum(now, 1) >>> HALF;
	}

	long successes(long now) {
		return sum(now, 1) & LOW;
	}

	/** What the successes took together, in nanoseconds. */
	long latency(long now) {
		return sum(now, 2);
	}

	private long sum(long now, int field) {
		long[] seen = this.picture;
		long oldest = now / this.sliceNanos - SLICES + 1;
		long sum = 0;
		for (int at = 0; at < seen.length; at += STRIDE) {
			sum += (seen[at] >= oldest) ? seen[at + field] : 0;
		}
		return sum;
	}

	private void add(long now, long counts, long took) {
		long slice = now / this.sliceNanos;
		int at = (int) (slice % SLICES) * STRIDE;
		long[] seen;
		long[] next;
		do {
			seen = this.picture;
			next = (seen.length != 0) ? seen.clone() : new long[SLICES * STRIDE];
			if (next[at] != slice) {
				Arrays.fill(next, at, at + STRIDE, 0);
				next[at] = slice;
			}
			next[at + 1] += counts;
			next[at + 2] += took;
		}
		while (!PICTURE.compareAndSet(this, seen, next));
	}

}
