package dev.understudy.health;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * Keeps the latest latencies, in microseconds, in one ring a stripe.
 */
final class RecentLatencies {

	private static final int RING = 64;

	private static final int MICRO = 1_000;

	/** As in {@link Tally}, but in numbers of half the size. */
	private static final int GAP = 2 * Tally.GAP;

	private final AtomicIntegerArray rings = new AtomicIntegerArray(GAP + Tally.STRIPES * RING);

	private final Tally tally;

	RecentLatencies(Tally tally) {
		this.tally = tally;
	}

	/** Keeps one, within a claim of the stripe; the shared stripe keeps none. */
	void keep(int stripe, long nanos) {
		if (stripe >= Tally.STRIPES) {
			return;
		}
		long turn = this.tally.add(stripe, Tally.Counter.KEPT, 1);
		int micros = (int) Math.min(Integer.MAX_VALUE, nanos / MICRO);
		this.rings.setRelease(place(stripe, turn), micros);
	}

	/** The latencies kept, in nanoseconds, oldest first within a stripe. */
	long[] nanos() {
		long[] all = new long[Tally.STRIPES * RING];
		int count = 0;
		for (int stripe = 0; stripe < Tally.STRIPES; stripe++) {
			long kept = this.tally.get(stripe, Tally.Counter.KEPT);
			for (long turn = Math.max(0, kept - RING); turn < kept; turn++) {
				all[count++] = (long) MICRO * this.rings.get(place(stripe, turn));
			}
		}
		return Arrays.copyOf(all, count);
	}

	private static int place(int stripe, long turn) {
		return GAP + stripe * RING + (int) (turn & (RING - 1));
	}

	/**
	 * The value below which the given share of the sorted values lies, by nearest rank.
	 */
	static long percentile(long[] sorted, double share) {
		return (sorted.length != 0) ? sorted[(int) Math.ceil(share * sorted.length) - 1] : 0;
	}

}
