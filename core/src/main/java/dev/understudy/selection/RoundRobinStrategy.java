package dev.understudy.selection;

/**
 * Chooses each open candidate in turn.
 */
final class RoundRobinStrategy implements SelectionStrategy {

	@Override
	public int next(Candidates candidates) {
		int open = 0;
		for (int i = 0; i < candidates.size(); i++) {
			if (candidates.open(i)) {
				open++;
			}
		}
		if (open == 0) {
			return NOBODY;
		}
		long left = Math.floorMod(candidates.turn(), (long) open);
		int chosen = NOBODY;
		for (int i = 0; i < candidates.size() && left >= 0; i++) {
			if (candidates.open(i)) {
				chosen = i;
				left--;
			}
		}
		return chosen;
	}

}
