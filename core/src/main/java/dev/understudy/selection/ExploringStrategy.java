package dev.understudy.selection;

/**
 * Chooses as another strategy does, but gives one call in sixteen to a candidate that has
 * no measurement, so that new models are tried without always winning.
 */
final class ExploringStrategy implements SelectionStrategy {

	static final int EVERY = 16;

	private final SelectionStrategy usual;

	ExploringStrategy(SelectionStrategy usual) {
		this.usual = usual;
	}

	@Override
	public int next(Candidates candidates) {
		int unmeasured = exploring(candidates.turn()) ? anyUnmeasured(candidates) : NOBODY;
		return (unmeasured != NOBODY) ? unmeasured : this.usual.next(candidates);
	}

	private static boolean exploring(long turn) {
		return Math.floorMod(turn, EVERY) == EVERY - 1;
	}

	/** At random, so that one that stays without a measurement keeps out no other. */
	private static int anyUnmeasured(Candidates candidates) {
		int chosen = NOBODY;
		int found = 0;
		for (int i = 0; i < candidates.size(); i++) {
			if (candidates.open(i) && candidates.latency(i) == 0) {
				found++;
				if (candidates.draw() * found < 1) {
					chosen = i;
				}
			}
		}
		return chosen;
	}

}
