package dev.understudy.selection;

/**
 * Chooses by rendezvous hashing: every pair of key and model has a number, and the lowest
 * number wins. A model that goes moves only its own keys; when it comes back, they come
 * back. The models' weights say which share of the keys each gets.
 */
final class PinnedStrategy implements SelectionStrategy {

	private static final double STEPS = 1L << 52;

	@Override
	public int next(Candidates candidates) {
		int best = NOBODY;
		double least = Double.POSITIVE_INFINITY;
		for (int i = 0; i < candidates.size(); i++) {
			if (candidates.open(i)) {
				double distance = distance(candidates, i);
				if (best == NOBODY || distance < least) {
					best = i;
					least = distance;
				}
			}
		}
		return best;
	}

	/** Exponentially distributed over keys, at a rate of the model's weight. */
	private static double distance(Candidates candidates, int index) {
		long hash = mix(((long) candidates.keyHash() << 32) ^ hash(candidates.model(index).id()));
		// Never 1: its logarithm is zero, and without weight the distance not a number.
		double uniform = ((hash >>> 12) + 0.5) / STEPS;
		return -Math.log(uniform) / candidates.weight(index);
	}

	/** All 64 bits count (FNV-1a): ids of one hash code would want the same keys. */
	private static long hash(String id) {
		long hash = 0xCBF2_9CE4_8422_2325L;
		for (int i = 0; i < id.length(); i++) {
			hash = (hash ^ id.charAt(i)) * 0x100_0000_01B3L;
		}
		return hash;
	}

	/** Spreads every bit over all others (the finalizer of SplitMix64). */
	private static long mix(long value) {
		long z = value + 0x9E37_79B9_7F4A_7C15L;
		z = (z ^ (z >>> 30)) * 0xBF58_476D_1CE4_E5B9L;
		z = (z ^ (z >>> 27)) * 0x94D0_49BB_1331_11EBL;
		return z ^ (z >>> 31);
	}

}
