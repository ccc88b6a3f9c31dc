package dev.understudy.selection;

/**
 * Chooses each candidate in turn. The turns of one that is not open go to the open ones,
 * in turn as well.
 */
final class RoundRobinStrategy implements SelectionStrategy {

	@Override
	public int next(Candidates candidates) {
		int size = candidates.size();
		if (size == 0) {
			return NOBODY;
		}
		int own = (int) Math.floorMod(candidates.turn(), (long) size);
		// By rounds, not turns: those of one candidate are all alike modulo many counts.
		return candidates.open(own) ? own : open(candidates, Math.floorDiv(candidates.turn(), (long) size));
	}

	private static int open(Candidates candidates, long round) {
		int open = 0;
		for (int i = 0; i < candidates.size(); i++) {
			if (candidates.open(i)) {
				open++;
			}
		}
		if (open == 0) {
			return NOBODY;
		}
		long left = Math.floorMod(round, (long) open);
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
